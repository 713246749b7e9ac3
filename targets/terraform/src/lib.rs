//! Terraform: one static root module for each environment that has resources, or secrets that people fill in in its cloud.
//!
//! In: the plan's `resource` and `data` blocks, its wires and params, and what the environment says of its cloud and of where the state is
//! kept. Out: a forest of HCL files: `versions.tf`, `providers.tf`, `backend.tf`, `variables.tf`, `outputs.tf`, `moved.tf`, and the resources in
//! one file for each component instance that made them. Every block is held against the provider's own schema on the way. Deliberately not here:
//! modules, provider aliases, `count` and `for_each`, provisioners (loops and realisations are the language's), and secret text, which no
//! attribute of a resource may hold.

mod address;
mod block;
mod describe;
mod interface;
mod json;
mod lowering;
mod meta;
mod patch;
mod place;
mod provider;
mod recovery;
mod reference;
mod schema;
mod secrets;
mod sensitive;
mod settings;
mod value;

use infrac_diagnostics::Diagnostics;
use infrac_plan::Plan;
use infrac_source::Str;
use infrac_target::{FileBody, Forest, Target, TargetFile};
use infrac_tree::hcl;
use lowering::Lowering;
use patch::Patched;
use schema::Family;
use std::collections::BTreeMap;

/// The back end.
#[derive(Clone, Copy, Default, Debug)]
pub struct Terraform;

impl Target for Terraform {
    fn id(&self) -> &'static str {
        "terraform"
    }

    fn applies(&self, plan: &Plan) -> bool {
        infrac_target::has_root_module(plan)
    }

    fn is_patched_as_trees(&self) -> bool {
        false
    }

    fn check(&self, plan: &Plan) -> Diagnostics {
        self.checked(plan).0
    }

    fn lower(&self, plan: &Plan) -> Forest {
        self.checked(plan).1
    }

    fn checked(&self, plan: &Plan) -> (Diagnostics, Forest) {
        let mut lowering = Lowering::new(plan);
        lowering.found = infrac_target::limits(plan, self.id());
        address::check(&mut lowering);
        let Patched { resources, data } = patch::patched(&mut lowering);
        recovery::check(&mut lowering, &resources);
        let mut files: BTreeMap<Str, hcl::Body> = BTreeMap::new();
        let data = data.iter().map(|block| (block, Family::Data));
        let resources = resources.iter().map(|block| (block, Family::Resource));
        for (block, family) in data.chain(resources) {
            if let Some(lowered) = lowering.block(block, family) {
                files.entry(place::file(plan, &block.header)).or_default().block(lowered);
            }
        }
        let secrets = secrets::entries(&mut lowering);
        let outputs = interface::outputs(&mut lowering);
        let whole = [
            ("versions", settings::versions(&lowering)),
            ("providers", settings::providers(&lowering)),
            ("backend", settings::backend(plan)),
            ("variables", interface::variables(&lowering)),
            ("secrets", secrets),
            ("outputs", outputs),
            ("moved", interface::moved(plan)),
        ];
        files.extend(whole.map(|(name, body)| (Str::from(name), body)));
        let files = files
            .into_iter()
            .filter(|(_, body)| !body.items.is_empty())
            .map(|(name, body)| TargetFile { path: format!("{name}.tf").into(), body: FileBody::Hcl(body) })
            .collect();
        (lowering.found, Forest { files })
    }
}
