provider "google" {
  project = "atlas-live"
  region  = "europe-west4"
  default_labels = {
    project     = "atlas"
    environment = "google"
    managed-by  = "infrac"
  }
}
