use crate::entries::Entries;
use infrac_plan::kinds::Resources;
use infrac_plan::{At, Range};
use infrac_quantity::{ByteSize, MilliCpu};
use infrac_tree::data::Node;

/// `resources` of a container: from what is set aside (request) to what it may reach (limit). Nothing where nothing is said.
pub(crate) fn resources(resources: &At<Resources>) -> Option<Node> {
    let Resources { cpu, memory } = &resources.value;
    let ends = |key: &'static str,
                end: fn(&Range<MilliCpu>) -> Option<MilliCpu>,
                size: fn(&Range<ByteSize>) -> Option<ByteSize>| {
        let mut entries = Entries::new(resources.origin);
        if let Some(cpu) = cpu
            && let Some(text) = end(&cpu.value).and_then(MilliCpu::to_kubernetes)
        {
            entries = entries.text_at("cpu", text, cpu.origin);
        }
        if let Some(memory) = memory
            && let Some(text) = size(&memory.value).and_then(ByteSize::to_kubernetes)
        {
            entries = entries.text_at("memory", text, memory.origin);
        }
        (key, entries)
    };
    let mut node = Entries::new(resources.origin);
    for (key, entries) in
        [ends("requests", |cpu| Some(cpu.min), |size| Some(size.min)), ends("limits", |cpu| cpu.max, |size| size.max)]
    {
        node = node.map(key, entries);
    }
    if node.is_empty() { None } else { Some(node.build()) }
}
