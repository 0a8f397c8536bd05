//! The editions of a publication.

use crate::records::words::word_list;

word_list! {
    /// For whom a build is made.
    Edition {
        /// Everybody.
        #[default] Public = "public",
        /// Those who are asked before a plan is agreed.
        Consultation = "consultation",
        /// Those who carry the plan out.
        Staff = "staff",
    }
}
