{{/* The version that is deployed. */}}
{{- define "relay.params.release" -}}
{{- $value := required "params.release is missing (The version that is deployed.); say it when deploying: --set-string params.release=VALUE" .Values.params.release -}}
{{- if kindIs "string" $value }}{{ $value }}{{ else }}{{ toJson $value }}{{ end -}}
{{- end }}

{{/* Terraform's output `archive_bucket`, of aws_s3_bucket `archive`. */}}
{{- define "relay.terraform.archive_bucket" -}}
{{- $value := required "terraform.archive_bucket is missing (Terraform's output `archive_bucket`, of aws_s3_bucket `archive`.); pass Terraform's outputs: terraform output -json | jq '{terraform: map_values(.value)}' >terraform.json, then --values terraform.json" .Values.terraform.archive_bucket -}}
{{- if kindIs "string" $value }}{{ $value }}{{ else }}{{ toJson $value }}{{ end -}}
{{- end }}

{{/* Terraform's output `mail_url`, of aws_sqs_queue `mail`. */}}
{{- define "relay.terraform.mail_url" -}}
{{- $value := required "terraform.mail_url is missing (Terraform's output `mail_url`, of aws_sqs_queue `mail`.); pass Terraform's outputs: terraform output -json | jq '{terraform: map_values(.value)}' >terraform.json, then --values terraform.json" .Values.terraform.mail_url -}}
{{- if kindIs "string" $value }}{{ $value }}{{ else }}{{ toJson $value }}{{ end -}}
{{- end }}

{{/* Terraform's output `smtp_private_dns`, of aws_instance `smtp`. */}}
{{- define "relay.terraform.smtp_private_dns" -}}
{{- $value := required "terraform.smtp_private_dns is missing (Terraform's output `smtp_private_dns`, of aws_instance `smtp`.); pass Terraform's outputs: terraform output -json | jq '{terraform: map_values(.value)}' >terraform.json, then --values terraform.json" .Values.terraform.smtp_private_dns -}}
{{- if kindIs "string" $value }}{{ $value }}{{ else }}{{ toJson $value }}{{ end -}}
{{- end }}
