resource "aws_secretsmanager_secret" "entry_sms_gateway" {
  name                    = "clinic/staging/sms-gateway"
  description             = "account at the SMS provider"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret" "entry_signing_key" {
  name                    = "clinic/staging/signing-key"
  description             = "signs the links in reminders"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 7
}
