resource "aws_secretsmanager_secret" "entry_jwt" {
  name                    = "jatra/production/jwt"
  description             = "signs session tokens"
  recovery_window_in_days = 7
}
