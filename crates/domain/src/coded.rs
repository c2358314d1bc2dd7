//! Enums whose values are stored under a code and shown as a word: code and word stand beside their
//! variant, and everything else is made of them.

/// Makes an enum of variants with codes, and with the words on screen where they have some:
///
/// ```
/// domain::coded! {
///     /// How often something is done.
///     pub enum Frequency {
///         /// Every month.
///         Monthly => "monthly", "毎月";
///         /// Every year.
///         Yearly => "yearly", "毎年";
///     }
/// }
/// assert_eq!(Frequency::coded("yearly"), Some(Frequency::Yearly));
/// assert_eq!(Frequency::ALL.map(Frequency::label), ["毎月", "毎年"]);
/// ```
///
/// It has the enum's variants in their order (`ALL`), `code`, its inverse `coded`, and `label` where
/// words are given.
#[macro_export]
macro_rules! coded {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $($(#[$doc:meta])* $variant:ident => $code:literal;)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// Every one, in order.
            $vis const ALL: [Self; [$($code),+].len()] = [$(Self::$variant),+];

            /// The code under which it is stored and exported.
            $vis const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            /// The one of a code.
            $vis fn coded(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.code() == code)
            }
        }
    };
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $($(#[$doc:meta])* $variant:ident => $code:literal, $label:literal;)+
        }
    ) => {
        $crate::coded! {
            $(#[$meta])*
            $vis enum $name {
                $($(#[$doc])* $variant => $code;)+
            }
        }

        impl $name {
            /// The word on screen.
            $vis const fn label(self) -> &'static str {
                match self {
                    $(Self::$variant => $label,)+
                }
            }
        }
    };
}
