//! Firefox's CORS lines in other languages. Their words are translated, and these parts are not:
//! the URL, the names of headers, the values between quotes, `CORS`. A reason is told by these
//! parts, and by a few words where two reasons have the same ones.

use super::explanation::Explanation;
use super::names::by_name;
use crate::report::sanitize::terminal;

/// The word for "Reason" that begins the reason, in lower case.
const REASON: &[&str] = &[
    "grund",
    "raison",
    "razón",
    "razon",
    "motivo",
    "理由",
    "原因",
    "razão",
    "причина",
    "powód",
    "이유",
    "원인",
    "사유",
    "reden",
    "orsak",
    "anledning",
    "důvod",
    "dôvod",
    "neden",
    "sebep",
    "syy",
    "årsag",
    "årsak",
    "grunn",
    "indok",
    "motiu",
    "motiv",
    "arrazoia",
    "alasan",
    "lý do",
    "เหตุผล",
    "αιτία",
    "λόγος",
    "סיבה",
    "السبب",
    "razlog",
    "põhjus",
    "priežastis",
    "iemesls",
    "ástæða",
    "kialo",
];

/// Words that tell reasons apart, by their beginnings.
const PREFLIGHT: &[&str] = &[
    "preflight",
    "プリフライト",
    "预检",
    "預檢",
    "預先",
    "사전",
    "pré-vérif",
    "pré-vol",
    "prévol",
    "préalable",
    "preverif",
    "предварительн",
    "предзапрос",
    "попередн",
    "wstępn",
    "předběž",
    "ön uçuş",
    "ön kontrol",
    "comprobación previa",
    "verificação prévia",
];
const REDIRECT: &[&str] = &[
    "weiterleit",
    "umleit",
    "redire",
    "リダイレクト",
    "重定向",
    "重新導向",
    "重新导向",
    "rediri",
    "перенаправ",
    "przekier",
    "리디렉",
    "리다이렉",
    "omleid",
    "omdirig",
    "omdiriger",
    "přesměr",
    "presmer",
    "yönlendir",
    "átirány",
    "uudelleenohj",
    "viderestil",
];
const DISABLED: &[&str] = &[
    "deaktiv",
    "désactiv",
    "desactiv",
    "deshabil",
    "inhabil",
    "無効",
    "禁用",
    "停用",
    "disabil",
    "disattiv",
    "desativ",
    "отключ",
    "вимкн",
    "wyłącz",
    "비활성",
    "사용 안",
    "uitgeschak",
    "inaktiver",
    "avaktiv",
    "deaktiver",
    "zakáz",
    "vypnu",
    "devre dışı",
    "letiltva",
    "poissa käyt",
    "slået fra",
];
const MULTIPLE: &[&str] = &[
    "mehrere",
    "mehrfach",
    "plusieurs",
    "multiple",
    "múltipl",
    "multipl",
    "varios",
    "複数",
    "多个",
    "多個",
    "più",
    "vários",
    "несколько",
    "множествен",
    "кілька",
    "wiele",
    "wielokrotn",
    "kilka",
    "여러",
    "다중",
    "복수",
    "meerdere",
    "flera",
    "více",
    "viac",
    "birden",
    "birçok",
    "több",
    "useita",
    "flere",
    "nhiều",
    "banyak",
];
const INVALID: &[&str] = &[
    "ungültig",
    "invalid",
    "inválid",
    "inválido",
    "incorrect",
    "不正",
    "無効な",
    "无效",
    "無效",
    "non valid",
    "недопустим",
    "неверн",
    "недійсн",
    "nieprawidł",
    "niepopraw",
    "잘못",
    "유효하지",
    "ongeldig",
    "ogiltig",
    "neplatn",
    "geçersiz",
    "érvénytelen",
    "virheellinen",
    "ugyldig",
];
const FAILED: &[&str] = &[
    "fehlgeschlagen",
    "échoué",
    "fallida",
    "falló",
    "失敗",
    "失败",
    "fallita",
    "falhou",
    "не удал",
    "niepowodzen",
    "실패",
    "mislukt",
    "misslyck",
    "selhal",
];
/// The sentence before the reason, where the reason is cut off.
const FRAMES: &[&str] = &[
    "quellübergreifende (cross-origin) anfrage blockiert",
    "blocage d'une requête multiorigine",
    "クロスオリジン要求をブロックしました",
    "solicitud desde otro origen bloqueada",
    "solicitud de origen cruzado bloqueada",
    "已拦截跨源请求",
    "已封鎖跨來源請求",
    "richiesta multiorigine bloccata",
    "requisição cross-origin bloqueada",
    "pedido de origem cruzada bloqueado",
    "запрос из постороннего источника заблокирован",
    "запит із стороннього джерела заблоковано",
    "zablokowano żądanie do zasobu innego pochodzenia",
    "교차 출처 요청",
    "교차 원본 요청",
    "cross-origin-aanvraag geblokkeerd",
    "cross-origin-begäran blockerad",
    "požadavek cross-origin zablokován",
];

/// The article of a line; its text has straight quotes.
pub(super) fn recognise(plain: &str) -> Option<Explanation> {
    let lower = plain.to_lowercase();
    let framed = FRAMES.iter().any(|frame| lower.contains(frame));
    let article = match reason(&lower).or_else(|| last_parenthesis(&lower).filter(|_| framed)) {
        Some(reason) => article(reason),
        None if framed => "cors",
        None => return None,
    };
    let mut explanation = by_name(article)?;
    explanation.said_by = Some("Firefox");
    if let Some(url) = super::copied::url(plain) {
        explanation.values.push(("url", terminal(url).into_owned()));
    }
    Some(explanation)
}

/// What is said after the word for "Reason": up to the end of the parenthesis.
fn reason(lower: &str) -> Option<&str> {
    let begins = |word: &str| {
        lower.match_indices(word).find_map(|(at, _)| {
            let before = lower[..at].chars().next_back();
            if before.is_some_and(char::is_alphanumeric) {
                return None;
            }
            let rest = lower[at + word.len()..].trim_start();
            let rest = rest.strip_prefix([':', '：'])?.trim_start();
            let mut depth = 0_usize;
            let end = rest.find(|c| match c {
                '(' | '（' => {
                    depth += 1;
                    false
                }
                ')' | '）' if depth > 0 => {
                    depth -= 1;
                    false
                }
                ')' | '）' => true,
                _ => false,
            });
            Some(&rest[..end.unwrap_or(rest.len())])
        })
    };
    let found = REASON.iter().find_map(|word| begins(word))?;
    is_of_cors(found).then_some(found)
}

/// Some languages have no word for "Reason": what is in the last parenthesis that speaks of CORS.
fn last_parenthesis(lower: &str) -> Option<&str> {
    lower
        .split(['(', '（'])
        .rev()
        .filter_map(|part| part.split([')', '）']).next())
        .find(|part| is_of_cors(part))
}

fn is_of_cors(reason: &str) -> bool {
    let word =
        |at: usize, c: Option<char>| at == 0 || !c.is_some_and(|c| c.is_ascii_alphanumeric());
    reason.contains("access-control-")
        || reason.match_indices("cors").any(|(at, _)| {
            word(at, reason[..at].chars().next_back())
                && !reason[at + 4..].starts_with(|c: char| c.is_ascii_alphanumeric())
        })
}

/// The article of a reason in lower case.
fn article(reason: &str) -> &'static str {
    let has = |words: &[&str]| words.iter().any(|word| reason.contains(word));
    let quoted = quoted(reason);
    let header = |name: &str| reason.contains(name);
    let value = quoted
        .iter()
        .copied()
        .find(|value| !value.starts_with("access-control-") && *value != "origin");
    if header("access-control-allow-origin") {
        match value {
            Some("*") => "allow-origin-wildcard-with-credentials",
            Some(_) => "allow-origin-mismatch",
            None if has(MULTIPLE) => "allow-origin-multiple",
            None => "allow-origin-missing",
        }
    } else if header("access-control-allow-credentials") {
        "allow-credentials-not-true"
    } else if header("access-control-allow-methods") {
        if value.is_some() {
            "allow-methods-invalid"
        } else {
            "method-not-allowed"
        }
    } else if header("access-control-allow-headers") {
        if quoted.contains(&"authorization") && reason.contains('*')
            || reason.contains("`authorization`")
        {
            "authorization-not-covered"
        } else if has(INVALID) && !has(PREFLIGHT) {
            "allow-headers-invalid"
        } else {
            "header-not-allowed"
        }
    } else if quoted.contains(&"origin") {
        "origin-header-not-addable"
    } else if has(DISABLED) {
        "cors-disabled"
    } else if has(REDIRECT) {
        "preflight-redirect"
    } else if has(PREFLIGHT) {
        "preflight-status-not-ok"
    } else if reason.contains("http") && !has(FAILED) {
        "scheme-not-supported"
    } else {
        "network-error"
    }
}

/// What is between quotes of any language.
fn quoted(text: &str) -> Vec<&str> {
    const PAIRS: [(char, char); 9] = [
        ('\'', '\''),
        ('"', '"'),
        ('„', '"'),
        ('„', '“'),
        ('‚', '\''),
        ('«', '»'),
        ('「', '」'),
        ('『', '』'),
        ('`', '`'),
    ];
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c| PAIRS.iter().any(|(open, _)| *open == c)) {
        let open = rest[at..].chars().next();
        // An apostrophe inside a word opens nothing.
        let before = rest[..at].chars().next_back();
        if open == Some('\'') && before.is_some_and(char::is_alphabetic) {
            rest = &rest[at + 1..];
            continue;
        }
        let inside = &rest[at + open.map_or(1, char::len_utf8)..];
        let closes = |c: char| {
            PAIRS
                .iter()
                .any(|(first, last)| Some(*first) == open && *last == c)
        };
        let Some(end) = inside.find(closes) else {
            rest = inside;
            continue;
        };
        found.push(inside[..end].trim());
        rest = &inside[end + inside[end..].chars().next().map_or(1, char::len_utf8)..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_between_quotes_of_any_language() {
        for (text, wanted) in [
            ("cors header 'a' and \"b\"", vec!["a", "b"]),
            (
                "« access-control-allow-origin » manque",
                vec!["access-control-allow-origin"],
            ),
            ("„a\" und „b“", vec!["a", "b"]),
            ("「a」が", vec!["a"]),
            ("it's", vec![]),
        ] {
            assert_eq!(quoted(text), wanted, "{text}");
        }
    }
}
