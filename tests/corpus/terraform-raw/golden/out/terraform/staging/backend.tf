terraform {
  backend "s3" {
    bucket       = "relay-terraform-state-123456789012"
    key          = "relay/staging/terraform.tfstate"
    region       = "eu-west-1"
    encrypt      = true
    use_lockfile = true
  }
}
