# The clinic's own key: who may read the entries is decided by who may use it.
resource "aws_kms_key" "secrets" {
  description         = "encrypts the secrets of the clinic in staging"
  enable_key_rotation = true
}
