;;; infra-mode.el --- Major mode for the language of infrac  -*- lexical-binding: t; -*-

;; Generated from editors/templates/infra-mode.el by `cargo xtask gen': the lists are the compiler's.  Do not edit the copy.

;; Version: 0.1.0
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages, tools

;;; Commentary:

;; Colours, indentation, navigation by declaration, and the language server through eglot:
;;
;;   (require 'infra-mode)
;;   (add-hook 'infra-mode-hook #'eglot-ensure)

;;; Code:

(defgroup infra nil
  "The language of infrac."
  :group 'languages
  :prefix "infra-")

(defcustom infra-server-command '("infrac" "lsp")
  "The program that is the language server, and its arguments."
  :type '(repeat string))

(defcustom infra-indent-offset 2
  "Columns of one level of indentation."
  :type 'integer
  :safe #'integerp)

(defconst infra-control-words '(«control words quoted»)
  "Words of expressions and of entries that choose or repeat.")

(defconst infra-statement-words '(«declaration words quoted» «entry words quoted» «other words quoted»)
  "Words that begin a declaration or an entry, and those within them.")

(defconst infra-constants '(«constants quoted»)
  "Words that are values.")

(defconst infra-value-names '(«value names quoted»)
  "Names that every value can use.")

(defconst infra-types '(«types quoted»)
  "The types of the language and of the standard library.")

(defconst infra-functions '(«functions quoted»)
  "The functions of the standard library.")

(defconst infra-kinds '(«kinds quoted»)
  "The kinds and components of the standard library.")

(defconst infra-attributes '(«attributes quoted»)
  "The attributes of all kinds.")

(defconst infra-font-lock-keywords
  (let ((name "[a-z_][A-Za-z0-9_]*"))
    `(("@[a-z_][A-Za-z0-9_]*" . font-lock-preprocessor-face)
      ("^[ \t]*\\(?:pub[ \t]+\\)?\\(fn\\)[ \t]+\\([a-z_][A-Za-z0-9_]*\\)"
       (1 font-lock-keyword-face) (2 font-lock-function-name-face))
      ("^[ \t]*\\(?:pub[ \t]+\\)?\\(component\\|kind\\|extend\\|defaults\\|type\\)[ \t]+\\([A-Za-z_][A-Za-z0-9_.]*\\)"
       (1 font-lock-keyword-face) (2 font-lock-type-face))
      ("\\_<\\(let\\|param\\|output\\)[ \t]+\\([a-z_][A-Za-z0-9_]*\\)[ \t]*[:=(]"
       (1 font-lock-keyword-face) (2 font-lock-variable-name-face))
      ;; A key hides the word that it spells.
      ("\\_<\\([A-Za-z_][A-Za-z0-9_]*\\)[ \t]*=\\(?:[^=>]\\|$\\)" (1 font-lock-variable-name-face))
      ;; A kind, its labels, where it exists, and a brace.
      (,(concat "^[ \t]*\\(" (regexp-opt infra-kinds 'symbols) "\\|" name "\\(?:\\." name "\\)+\\)\\(\\(?:[ \t]+[A-Za-z_\"][A-Za-z0-9_\"-]*\\)*\\)[ \t]*\\(?::\\|{\\)")
       (1 font-lock-type-face))
      (,(concat "\\.\\(" name "\\)") (1 'default))
      (,(regexp-opt (append infra-control-words infra-statement-words) 'symbols) . font-lock-keyword-face)
      (,(regexp-opt (append infra-constants infra-value-names) 'symbols) . font-lock-constant-face)
      (,(concat (regexp-opt infra-functions 'symbols) "(") (1 font-lock-builtin-face))
      ("\\_<[A-Z][A-Za-z0-9_]*\\_>" . font-lock-type-face)
      ("\\_<[0-9][0-9_]*\\(?:\\.[0-9]+\\)?\\(?:[A-Za-z]+[0-9]*\\)*%?" . font-lock-constant-face)
      ("\\${[^}\n]*}" 0 font-lock-variable-name-face t)))
  "What is shown how.")

(defvar infra-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 12" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\\ "\\" table)
    (modify-syntax-entry ?_ "_" table)
    (dolist (sign '(?+ ?- ?* ?= ?< ?> ?! ?? ?| ?& ?% ?. ?, ?: ?@ ?$))
      (modify-syntax-entry sign "." table))
    (dolist (pair '((?\{ . ?\}) (?\[ . ?\]) (?\( . ?\))))
      (modify-syntax-entry (car pair) (format "(%c" (cdr pair)) table)
      (modify-syntax-entry (cdr pair) (format ")%c" (car pair)) table))
    table)
  "What the signs of the language are.")

(defun infra--mark-block-quotes ()
  "Make the three quotes that were just found one delimiter of a string."
  (let* ((start (match-beginning 1))
         (inside (nth 3 (save-excursion (syntax-ppss start)))))
    (cond
     ((eq inside t)
      (put-text-property (+ start 2) (+ start 3) 'syntax-table (string-to-syntax "|")))
     ((not inside)
      (put-text-property start (1+ start) 'syntax-table (string-to-syntax "|"))))))

(defconst infra--syntax-propertize
  (syntax-propertize-rules
   ("r?\\(\"\"\"\\)[ \t]*$" (1 (ignore (infra--mark-block-quotes))))
   ("^[ \t]*\\(\"\"\"\\)" (1 (ignore (infra--mark-block-quotes)))))
  "Where block strings begin and end.")

(defun infra-indent-line ()
  "Indent the line by the braces around it, unless it is inside a string."
  (interactive)
  (let ((state (save-excursion (syntax-ppss (line-beginning-position)))))
    (unless (nth 3 state)
      (let* ((closes (save-excursion (back-to-indentation) (looking-at-p "[])}]")))
             (column
              (save-excursion
                (if (not (nth 1 state))
                    0
                  (goto-char (nth 1 state))
                  (+ (current-indentation) (if closes 0 infra-indent-offset)))))
             (behind (- (current-column) (current-indentation))))
        (indent-line-to column)
        (when (> behind 0)
          (move-to-column (+ column behind)))))))

(defvar infra-imenu-generic-expression
  `(("Declarations" "^\\(?:pub[ \t]+\\)?\\(?:let\\|fn\\|type\\|component\\|kind\\|param\\)[ \t]+\\([A-Za-z_][A-Za-z0-9_]*\\)" 1)
    ("Blocks" ,(concat "^" (regexp-opt infra-kinds) "[ \t]+\"?\\([A-Za-z_][A-Za-z0-9_-]*\\)") 1))
  "What the index of a file holds.")

(defun infra-completion-at-point ()
  "Complete words of the language and of the standard library."
  (let ((bounds (bounds-of-thing-at-point 'symbol)))
    (when bounds
      (list (car bounds) (cdr bounds)
            (append infra-kinds infra-attributes infra-functions infra-types
                    infra-control-words infra-statement-words infra-constants infra-value-names)
            :exclusive 'no))))

;;;###autoload
(define-derived-mode infra-mode prog-mode "infra"
  "Major mode for the language of infrac."
  (setq-local comment-start "// ")
  (setq-local comment-start-skip "//+!?[ \t]*")
  (setq-local comment-end "")
  (setq-local font-lock-defaults '(infra-font-lock-keywords))
  (setq-local syntax-propertize-function infra--syntax-propertize)
  (setq-local indent-line-function #'infra-indent-line)
  (setq-local indent-tabs-mode nil)
  (setq-local tab-width infra-indent-offset)
  (setq-local electric-indent-chars (append "{}[]()" electric-indent-chars))
  (setq-local imenu-generic-expression infra-imenu-generic-expression)
  (add-hook 'completion-at-point-functions #'infra-completion-at-point nil t))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.infra\\'" . infra-mode))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs (cons 'infra-mode (lambda (&rest _) infra-server-command))))

(provide 'infra-mode)
;;; infra-mode.el ends here
