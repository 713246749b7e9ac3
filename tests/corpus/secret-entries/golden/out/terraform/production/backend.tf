terraform {
  backend "s3" {
    bucket       = "clinic-terraform-state"
    key          = "clinic/production/terraform.tfstate"
    region       = "eu-central-1"
    encrypt      = true
    use_lockfile = true
  }
}
