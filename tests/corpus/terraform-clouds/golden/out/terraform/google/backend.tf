terraform {
  backend "gcs" {
    bucket = "atlas-live-terraform-state"
    prefix = "atlas/google"
  }
}
