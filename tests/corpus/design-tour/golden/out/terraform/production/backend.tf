terraform {
  backend "s3" {
    bucket       = "jatra-terraform-state"
    key          = "jatra/production/terraform.tfstate"
    region       = "ap-south-1"
    encrypt      = true
    use_lockfile = true
  }
}
