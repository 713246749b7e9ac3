provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["123456789012"]

  default_tags {
    tags = {
      project     = "relay"
      environment = "staging"
      managed-by  = "infrac"
    }
  }
}
