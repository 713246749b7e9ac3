terraform {
  backend "gcs" {
    bucket = "atlas-state"
    prefix = "atlas/bucket"
  }
}
