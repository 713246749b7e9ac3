{{/* The param `release`. */}}
{{- define "club.params.release" -}}
{{- $value := required "params.release is missing (The param `release`.); say it when deploying: --set-string params.release=VALUE" .Values.params.release -}}
{{- if kindIs "string" $value }}{{ $value }}{{ else }}{{ toJson $value }}{{ end -}}
{{- end }}
