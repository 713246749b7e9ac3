terraform {
  backend "s3" {
    bucket       = "relay-state"
    key          = "production.tfstate"
    region       = "eu-west-1"
    encrypt      = true
    kms_key_id   = "alias/terraform"
    use_lockfile = true
  }
}
