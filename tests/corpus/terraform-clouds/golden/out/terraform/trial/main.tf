resource "random_pet" "stage" {
  length = 2
  keepers = {
    stage = "trial"
  }
}

resource "null_resource" "ready" {
  triggers = {
    name = random_pet.stage.id
  }

  depends_on = [random_pet.stage]
}
