use crate::chunks::Chunks;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use indexmap::IndexSet;
use infrac_source::{FileId, Span, Str};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// Where a value or a tree node came from: the number of a plan and an index into its [`Origins`], so that a document which joins
/// environments can hold origins of all of them. Eight bits of plan, twenty-four of index: what has no room in them is [`OriginId::NONE`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct OriginId(u32);

impl OriginId {
    /// Made by a target on its own account, from no place in particular.
    pub const NONE: Self = Self(0);

    const INDEX_BITS: u32 = 24;

    /// The origin with that index in the plan of that number.
    pub fn new(plan: u8, index: usize) -> Self {
        match u32::try_from(index) {
            Ok(index) if index >> Self::INDEX_BITS == 0 => Self(u32::from(plan) << Self::INDEX_BITS | index),
            _ => Self::NONE,
        }
    }

    /// The number of the plan that it belongs to.
    pub fn plan(self) -> u8 {
        (self.0 >> Self::INDEX_BITS) as u8
    }

    fn index(self) -> usize {
        (self.0 & ((1 << Self::INDEX_BITS) - 1)) as usize
    }
}

/// A chain of frames: an index into [`Origins`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct TraceId(pub u32);

impl TraceId {
    /// No frame: written at the top of a module.
    pub const ROOT: Self = Self(0);
}

/// A place, and the instances, calls and loop rounds through which evaluation came to it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Origin {
    /// The place; `None` only for [`OriginId::NONE`].
    pub span: Option<Span>,
    /// How evaluation came there.
    pub trace: TraceId,
}

/// One step on the way: what was entered, and where that was said.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Frame {
    /// The frame around it; [`TraceId::ROOT`] at the end.
    pub outer: TraceId,
    /// What was entered: `postgres db`, `fn slug`, `for az = "a"`.
    pub what: Str,
    /// Where that was written.
    pub span: Span,
}

/// The origins of a plan while it is being made: equal places and traces get equal ids.
///
/// A large project has millions of origins. Their ids are therefore found by hash (nothing of them is held twice), in many small tables instead of
/// one: evaluation goes from block to block, so the few tables that it needs at a time stay in the processor's caches.
#[derive(Clone, Debug)]
pub(crate) struct Interner {
    plan: u8,
    places: Places,
    /// The ids of what was reached through a trace, by the trace.
    within: Vec<HashTable<u32>>,
    /// The ids of what was reached through none, by file and part of the file.
    at_top: FxHashMap<(FileId, u32), HashTable<u32>>,
    frames: IndexSet<Option<Frame>, rustc_hash::FxBuildHasher>,
}

/// Places with the traces that led to them.
type Places = Chunks<(Span, TraceId)>;

/// For so many places a table has room from the start: fewer come of a call, more of what a kind says of a block.
const LED_TO: usize = 14;

/// How many bits of an offset say where in its part of a file a place stands: a part holds about a block.
const PART_BITS: u32 = 9;

/// All origins of a plan, by their ids.
#[derive(Clone, Default, Debug)]
pub struct Origins {
    plan: u8,
    places: Places,
    frames: Box<[Option<Frame>]>,
}

impl Interner {
    /// An empty table for the plan of that number.
    pub fn of_plan(plan: u8) -> Self {
        Self {
            plan,
            places: Places::default(),
            within: Vec::new(),
            at_top: FxHashMap::default(),
            frames: std::iter::once(None).collect(),
        }
    }

    /// The id of a place reached through `trace`.
    pub fn intern(&mut self, span: Span, trace: TraceId) -> OriginId {
        let place = (span, trace);
        let Self { places, within, at_top, .. } = self;
        let ids = match trace {
            TraceId::ROOT => at_top.entry((span.file, span.start >> PART_BITS)).or_default(),
            TraceId(trace) => {
                let trace = trace as usize;
                if within.len() <= trace {
                    within.resize_with(trace + 1, HashTable::new);
                }
                #[allow(clippy::indexing_slicing, reason = "there are tables up to this one")]
                &mut within[trace]
            }
        };
        if ids.is_empty() {
            ids.reserve(LED_TO, |_| 0);
        }
        let is_same = |at: &u32| places.get(*at as usize) == Some(&place);
        let hash_of = |at: &u32| places.get(*at as usize).map_or(0, |(span, _)| hash(*span));
        let at = match ids.entry(hash(span), is_same, hash_of) {
            Entry::Occupied(known) => *known.get() as usize,
            Entry::Vacant(vacant) => {
                let at = places.len();
                // Beyond what an id can say, origins are not told apart any more.
                if let Ok(at) = u32::try_from(at) {
                    vacant.insert(at);
                    places.push(place);
                }
                at
            }
        };
        OriginId::new(self.plan, at + 1)
    }

    /// The id of a chain of frames.
    pub fn enter(&mut self, frame: Frame) -> TraceId {
        TraceId(self.frames.insert_full(Some(frame)).0 as u32)
    }

    /// How many frames there are.
    pub fn frame_count(&self) -> usize {
        self.frames.len()
    }

    /// The origin of that id.
    pub fn get(&self, id: OriginId) -> Origin {
        origin(&self.places, id)
    }

    /// The frames of a trace, innermost first.
    pub fn frames(&self, trace: TraceId) -> impl Iterator<Item = &Frame> {
        let frame = |id: TraceId| self.frames.get_index(id.0 as usize).and_then(Option::as_ref);
        std::iter::successors(frame(trace), move |inner| frame(inner.outer))
    }

    /// All of it, once nothing is added any more: without what finds an id again, which is more than half of it.
    pub fn finish(self) -> Origins {
        Origins { plan: self.plan, places: self.places, frames: self.frames.into_iter().collect() }
    }
}

/// Of the place alone: a table holds what one trace led to, or what none did.
fn hash(span: Span) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(u64::from(span.start) << 32 | u64::from(span.end));
    hasher.write_u32(span.file.0);
    hasher.finish()
}

/// The origin of an id among places that are numbered from 1.
fn origin(places: &Places, id: OriginId) -> Origin {
    let place = id.index().checked_sub(1).and_then(|at| places.get(at));
    place.map_or(UNKNOWN, |(span, trace)| Origin { span: Some(*span), trace: *trace })
}

/// The origin of [`OriginId::NONE`], and of what a table does not hold.
const UNKNOWN: Origin = Origin { span: None, trace: TraceId::ROOT };

impl Origins {
    /// The number of the plan that the table belongs to.
    pub fn plan(&self) -> u8 {
        self.plan
    }

    /// The origin of that id; of another plan's id it is unknown.
    pub fn get(&self, id: OriginId) -> Origin {
        if id.plan() == self.plan { origin(&self.places, id) } else { UNKNOWN }
    }

    /// The place of an id.
    pub fn span(&self, id: OriginId) -> Option<Span> {
        self.get(id).span
    }

    /// The frames of a trace, innermost first.
    pub fn frames(&self, trace: TraceId) -> impl Iterator<Item = &Frame> {
        let frame = |id: TraceId| self.frames.get(id.0 as usize).and_then(Option::as_ref);
        std::iter::successors(frame(trace), move |inner| frame(inner.outer))
    }
}
