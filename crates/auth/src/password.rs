//! What a password must be, and what comes of checking one. Hashing is the server's work, off its async threads.

use crate::{
    Refusal,
    model::{MAX_PASSWORD_BYTES, PasswordSettings, Strategy, User, Verification},
    refusal::{Advice, Field, Lacking},
};
use zxcvbn::feedback::Suggestion;

/// What counts as a special character.
pub const SPECIAL_CHARACTERS: &str = "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~";

/// What comparing a password with a digest gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordCheck {
    Right,
    Wrong,
}

impl PasswordCheck {
    /// The first factor that it proves.
    ///
    /// # Errors
    /// [`Refusal::StrategyUnfit`] for a user without a password, [`Refusal::PasswordIncorrect`].
    pub(crate) fn proves(self, user: &User) -> Result<Verification, Refusal> {
        match self {
            _ if user.password_digest.is_none() => Err(Refusal::StrategyUnfit),
            Self::Wrong => Err(Refusal::PasswordIncorrect),
            Self::Right => Ok(Verification::verified(Strategy::Password)),
        }
    }
}

/// Checks a password that is about to be set. `known` are words that others may guess first: the user's own.
///
/// # Errors
/// [`Refusal::Missing`], [`Refusal::PasswordTooShort`], [`Refusal::PasswordTooLong`], [`Refusal::PasswordLacks`] or
/// [`Refusal::PasswordWeak`].
pub fn acceptable(
    password: &str,
    field: Field,
    settings: &PasswordSettings,
    known: &[&str],
) -> Result<(), Refusal> {
    if password.is_empty() {
        return Err(Refusal::Missing(field));
    }
    fits(password)?;
    let length = u32::try_from(password.chars().count()).unwrap_or(u32::MAX);
    if length < settings.min_length {
        return Err(Refusal::PasswordTooShort { min: settings.min_length });
    }
    if length > settings.max_length {
        return Err(Refusal::PasswordTooLong { max: settings.max_length });
    }
    let has = |kind: fn(char) -> bool| password.chars().any(kind);
    for (required, present, lacking) in [
        (settings.require_lowercase, has(char::is_lowercase), Lacking::Lowercase),
        (settings.require_uppercase, has(char::is_uppercase), Lacking::Uppercase),
        (settings.require_numbers, has(char::is_numeric), Lacking::Number),
        (settings.require_special_char, has(|c| SPECIAL_CHARACTERS.contains(c)), Lacking::SpecialCharacter),
    ] {
        if required && !present {
            return Err(Refusal::PasswordLacks(lacking));
        }
    }
    strong_enough(password, settings.min_zxcvbn_strength, known)
}

/// The bound that holds for every password, also one that moves here: what a digest can take.
///
/// # Errors
/// [`Refusal::PasswordTooLong`].
pub fn fits(password: &str) -> Result<(), Refusal> {
    let max = MAX_PASSWORD_BYTES;
    if password.len() <= max as usize { Ok(()) } else { Err(Refusal::PasswordTooLong { max }) }
}

fn strong_enough(password: &str, min: u8, known: &[&str]) -> Result<(), Refusal> {
    if min == 0 {
        return Ok(());
    }
    let estimate = zxcvbn::zxcvbn(password, known);
    if u8::from(estimate.score()) >= min {
        return Ok(());
    }
    let suggestions = estimate.feedback().into_iter().flat_map(|feedback| feedback.suggestions());
    let advice = suggestions.map(|it| Advice { code: code_of(it), message: it.to_string() });
    Err(Refusal::PasswordWeak { advice: advice.collect() })
}

/// The names by which SDKs know the pieces of advice.
const fn code_of(suggestion: &Suggestion) -> &'static str {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases => "useWords",
        Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters => "noNeed",
        Suggestion::AddAnotherWordOrTwo => "anotherWord",
        Suggestion::CapitalizationDoesntHelpVeryMuch => "capitalization",
        Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => "allUppercase",
        Suggestion::ReversedWordsArentMuchHarderToGuess => "reverseWords",
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => "l33t",
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => "longerKeyboardPattern",
        Suggestion::AvoidRepeatedWordsAndCharacters => "repeated",
        Suggestion::AvoidSequences => "sequences",
        Suggestion::AvoidRecentYears => "recentYears",
        Suggestion::AvoidYearsThatAreAssociatedWithYou => "associatedYears",
        Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => "dates",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(password: &str, settings: &PasswordSettings) -> Result<(), Refusal> {
        acceptable(password, Field::Password, settings, &["ada@example.com"])
    }

    #[test]
    fn length_counts_characters_and_what_a_digest_takes() {
        let settings = PasswordSettings::default();
        assert_eq!(judged("", &settings), Err(Refusal::Missing(Field::Password)));
        assert_eq!(judged("short", &settings), Err(Refusal::PasswordTooShort { min: 8 }));
        assert_eq!(judged("pässwört", &settings), Ok(()));
        assert_eq!(judged(&"ä".repeat(37), &settings), Err(Refusal::PasswordTooLong { max: 72 }));
        let settings = PasswordSettings { min_length: 10, max_length: 12, ..settings };
        assert_eq!(judged("pässwört", &settings), Err(Refusal::PasswordTooShort { min: 10 }));
        assert_eq!(judged("pässwörtpässw", &settings), Err(Refusal::PasswordTooLong { max: 12 }));
    }

    #[test]
    fn each_kind_of_character_is_asked_for_by_its_own_setting() {
        let all = "lower UPPER 7 !";
        for (settings, without, lacking) in [
            (
                PasswordSettings { require_lowercase: true, ..PasswordSettings::default() },
                "UPPER 7 !",
                Lacking::Lowercase,
            ),
            (
                PasswordSettings { require_uppercase: true, ..PasswordSettings::default() },
                "lower 7 !",
                Lacking::Uppercase,
            ),
            (
                PasswordSettings { require_numbers: true, ..PasswordSettings::default() },
                "lower UPPER !",
                Lacking::Number,
            ),
            (
                PasswordSettings { require_special_char: true, ..PasswordSettings::default() },
                "lower UPPER 7",
                Lacking::SpecialCharacter,
            ),
        ] {
            assert_eq!(judged(without, &settings), Err(Refusal::PasswordLacks(lacking)));
            assert_eq!(judged(without, &PasswordSettings::default()), Ok(()));
            assert_eq!(judged(all, &settings), Ok(()));
        }
    }

    #[test]
    fn what_is_easy_to_guess_is_refused_with_advice() {
        let settings = PasswordSettings { min_zxcvbn_strength: 3, ..PasswordSettings::default() };
        for easy in ["password1", "ada@example.com"] {
            let refused = judged(easy, &settings);
            assert!(
                matches!(&refused, Err(Refusal::PasswordWeak { advice }) if !advice.is_empty()),
                "{refused:?}"
            );
        }
        assert_eq!(judged("correct horse battery", &settings), Ok(()));
    }
}
