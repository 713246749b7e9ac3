provider "aws" {
  region = "eu-central-1"

  default_tags {
    tags = {
      project     = "clinic"
      environment = "production"
      managed-by  = "infrac"
    }
  }
}
