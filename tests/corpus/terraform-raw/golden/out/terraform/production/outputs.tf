output "archive_bucket" {
  description = "`bucket` of archive; read by relay."
  value       = aws_s3_bucket.archive.bucket
}

output "mail_url" {
  description = "`url` of mail; read by relay."
  value       = aws_sqs_queue.mail.url
}

output "smtp_private_dns" {
  description = "`private_dns` of smtp; read by relay."
  value       = aws_instance.smtp.private_dns
}
