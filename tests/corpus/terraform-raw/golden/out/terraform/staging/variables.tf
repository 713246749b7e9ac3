variable "release" {
  description = "The version that is deployed."
  type        = string
}

variable "on_call" {
  description = "Whom alarms are sent to."
  type        = string
  default     = "ops@relay.example"
}
