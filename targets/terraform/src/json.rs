//! Arguments whose text is a JSON document: a map or list given for one is encoded.

/// The last words of their names, as the providers' documentation describes them: IAM and resource policies ("policy document formatted as
/// JSON"), ECS container definitions, EventBridge patterns and targets, Step Functions, redrive policies, CloudWatch dashboards, secrets of several
/// keys.
const WORDS: [&str; 16] = [
    "policy",
    "policy_document",
    "policy_json",
    "policies_json",
    "container_definitions",
    "event_pattern",
    "definition",
    "dashboard_body",
    "dashboard_json",
    "secret_string",
    "configuration_values",
    "filter_criteria_json",
    "input",
    "template_body",
    "inline_policy",
    "override_json",
];

/// Whether the argument at that path holds a JSON document.
pub(crate) fn is_json_document(path: &str) -> bool {
    let name = path.rsplit('.').next().unwrap_or(path);
    WORDS.iter().any(|word| name.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with('_')))
}

#[cfg(test)]
mod tests {
    use super::is_json_document;

    #[test]
    fn policies_are_documents_and_names_are_not() {
        assert!(is_json_document("aws_iam_role.assume_role_policy"));
        assert!(is_json_document("aws_sqs_queue.redrive_policy"));
        assert!(is_json_document("aws_ecs_task_definition.container_definitions"));
        assert!(!is_json_document("aws_iam_role.name"));
        assert!(!is_json_document("aws_iam_role_policy_attachment.policy_arn"));
    }
}
