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

(defconst infra-control-words '("else" "for" "if" "in" "match" "then")
  "Words of expressions and of entries that choose or repeat.")

(defconst infra-statement-words '("assert" "component" "defaults" "extend" "fn" "import" "kind" "let" "param" "pub" "test" "type" "assert" "let" "unset" "as" "child" "expose" "late" "output" "where")
  "Words that begin a declaration or an entry, and those within them.")

(defconst infra-constants '("false" "null" "true")
  "Words that are values.")

(defconst infra-value-names '("env" "it" "name" "self" "this")
  "Names that every value can use.")

(defconst infra-types '("AbsPath" "AcmeSolver" "AddOn" "AlertWhen" "Alphabet" "AnyBlock" "BackupInterval" "BackupPolicy" "Bool" "Build" "Bytes" "Capability" "Channel" "CiHost" "Cidr" "Cloud" "Condition" "Cpu" "Cron" "DatabaseName" "Decimal" "DeployFrom" "Deployer" "Disruption" "DnsLabel" "Domain" "Duration" "Egress" "Email" "Endpoint" "EnvName" "EnvValue" "Environment" "EnvironmentName" "Eviction" "Exchange" "ExchangeKind" "FileContent" "Health" "History" "Host" "HttpMetrics" "Image" "Indicator" "Int" "LabelName" "List" "Map" "Metric" "MetricName" "MetricSource" "Metrics" "Name" "Nat" "Never" "NodePool" "Occasion" "Overlap" "Path" "Percent" "Place" "Platform" "PodSecurity" "Port" "PortName" "Probe" "Profile" "PromQL" "Quantile" "Queue" "Quota" "Range" "Rate" "Raw" "Ref" "Regex" "Resources" "Rollback" "Rollout" "RunAt" "Runtime" "Scale" "ScanLevel" "Secret" "SecretKey" "SecretProvider" "SecretSource" "SecretStore" "Select" "Severity" "Shell" "Sidecar" "Signal" "Smtp" "StateStore" "String" "Tls" "Tool" "Trigger" "Url" "UrlPath" "Version" "Volume")
  "The types of the language and of the standard library.")

(defconst infra-functions '("aws_families" "aws_machines" "aws_size" "backup_schedule" "bytes" "cache_class" "cache_holds" "ceil" "contains" "count" "days" "endpoint" "ends_with" "exists" "fail" "file" "floor" "fraction" "gib" "hours" "includes" "join" "kebab" "keys" "kib" "label" "length" "lower" "matches" "max" "merge" "mib" "millicores" "millis" "min" "minutes" "mod" "name_of" "numbers" "pool_machines" "position" "quote" "replace" "round" "seconds" "sort" "split" "starts_with" "store_prefix" "subnet" "trim" "unique" "upper" "values")
  "The functions of the standard library.")

(defconst infra-kinds '("alert" "backup" "bucket" "cluster" "data" "deploy" "deploy_roles" "environment" "gateway" "images" "job" "monitoring" "network" "object" "patch" "pipeline" "postgres" "project" "rabbitmq" "receiver" "recovery" "redis" "registry" "resource" "secret" "service" "slo" "task")
  "The kinds and components of the standard library.")

(defconst infra-attributes '("admins" "after" "alertmanager" "aliases" "allow" "append" "approvals" "args" "backup" "before" "beside" "build" "cache" "called" "calls" "capabilities" "ci" "cidr" "class" "cloud" "cluster" "command" "connect_timeout" "count" "cpu" "databases" "deploy_from" "description" "disruption" "domain" "egress" "env" "eviction" "exchanges" "exclude" "files" "folder" "for" "github_environment" "github_is_known" "health" "history" "host" "image" "indicator" "interruptible" "interval" "keep" "keep_logs" "keep_versions" "key" "keys" "language" "max_body" "max_connections" "may_fail" "memory" "metrics" "min_events" "name" "nat" "needs" "network" "notify" "objective" "of" "on" "overlap" "owner" "persist" "place" "platforms" "ports" "profile" "protected" "publish" "publish_management" "queues" "rate_limit" "reachable_from" "read_timeout" "receiver" "registry" "remove" "repeat" "replicas" "repositories" "repository" "resources" "retention" "retries" "rollback" "rollout" "rotate" "routes" "rpo" "rto" "run" "runbook" "runtime" "scale_on" "scan" "schedule" "scratch" "secrets" "select" "set" "severity" "size" "smoke" "smtp" "snapshot_every" "source" "sources" "start_first" "state" "stop_within" "storage" "storage_class" "summary" "takes" "timeout" "tls" "to" "tools" "user" "verify_for" "version" "when" "window" "writable_root" "zones")
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
