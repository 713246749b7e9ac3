//! Addresses that two blocks would share.

use crate::lowering::Lowering;
use infrac_diagnostics::codes::e08::e0819_address_clash;
use infrac_plan::Header;
use infrac_source::Str;
use std::collections::BTreeMap;

/// Reports blocks of one type whose identities differ in nothing that a name of Terraform can hold: `a.b` and `a_b`.
pub(crate) fn check(lowering: &mut Lowering<'_>) {
    let plan = lowering.plan;
    let mut taken: BTreeMap<Str, &Header> = BTreeMap::new();
    let datas = plan.blocks().data.iter().map(|block| &block.header);
    for header in datas.chain(plan.blocks().resources.iter().map(|block| &block.header)) {
        let Some(address) = header.terraform_address() else { continue };
        if let Some(other) = taken.get(&address) {
            let other = plan.place(other.origin, other.id).map(|place| place.span);
            lowering.report(header.origin, header, |span| e0819_address_clash::address_clash(span, &address, other));
        } else {
            taken.insert(address, header);
        }
    }
}
