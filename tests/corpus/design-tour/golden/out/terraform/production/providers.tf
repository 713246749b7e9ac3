provider "aws" {
  region = "ap-south-1"

  default_tags {
    tags = {
      project     = "jatra"
      environment = "production"
      managed-by  = "infrac"
    }
  }
}
