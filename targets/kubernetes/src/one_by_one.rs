//! The objects of an environment for a chart, block by block, in whatever order somebody asks for them: a chart brings each block's objects of
//! all environments together and needs no others at that time.

use crate::check::Unique;
use crate::cluster::{Carrier, Cluster};
use crate::objects::{Carried, blocks, of_environment};
use crate::{file_name, findings, secrets, task};
use infrac_diagnostics::Diagnostics;
use infrac_plan::Plan;
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::Line;

/// An environment whose objects are asked for.
pub struct OneByOne<'p> {
    cluster: Cluster<'p>,
    waves: task::Waves,
    unique: Unique,
}

impl<'p> OneByOne<'p> {
    /// `None` where the environment runs on something else.
    pub fn of(plan: &'p Plan) -> Option<Self> {
        let cluster = Cluster::of(plan, Carrier::Chart)?;
        let waves = task::Waves::of(&cluster);
        Some(Self { cluster, waves, unique: Unique::default() })
    }

    /// The blocks that become objects, in the order of their declaration, kind by kind.
    pub fn blocks(&self) -> impl Iterator<Item = Carried<'p>> + use<'p> {
        blocks(self.cluster.plan)
    }

    /// What belongs to no block alone, by the file that it stands in.
    pub fn of_environment(&mut self) -> Vec<(Str, Vec<Object>)> {
        let files = of_environment(&self.cluster);
        files.iter().flat_map(|(_, objects)| objects).for_each(|object| self.unique.note(&self.cluster, object));
        files
    }

    /// A block's file, and its objects.
    pub fn of_block(&mut self, block: Carried<'p>) -> (Str, Vec<Object>) {
        let objects = block.lower(&self.cluster, &self.waves);
        objects.iter().for_each(|object| self.unique.note(&self.cluster, object));
        (file_name(&self.cluster, block.header()), objects)
    }

    /// What was found on the way, what the kinds declare lost, and `secrets.sh` where Secrets are created by hand. To be called once all
    /// objects have been made.
    pub fn finish(self) -> (Diagnostics, Option<Vec<Line>>) {
        let script = secrets::script(&self.cluster);
        (findings(self.cluster), script)
    }
}
