//! Numbers of the things in a [`crate::Model`]: indexes into its tables.

/// Declares a `u32` index type.
macro_rules! id {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => {
        $($(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub struct $name(pub u32);

        impl $name {
            /// As an index of its table.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        })*
    };
}

id! {
    /// A folder of `.infra` files; the standard library is module 0, the root of the project module 1.
    ModuleId,
    /// A named type.
    TypeId,
    /// A kind of the standard library.
    KindId,
    /// A component.
    ComponentId,
    /// A function.
    FnId,
    /// A `let` at the top of a module.
    LetId,
    /// A `param`: known when deploying.
    ParamId,
    /// An environment, in declaration order. Abstract ones have a number too.
    EnvId,
    /// A block as declared: a component instantiated twice makes two instances of each of its declarations.
    BlockDeclId,
    /// A name bound inside a declaration: parameter, body `let`, loop or pattern binder, `it`. Unique in the model.
    LocalId,
}
