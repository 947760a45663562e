use super::*;

fn sights(code: &str) -> Vec<Sight> {
    let script = Script::parse(code);
    assert_eq!(script.unreadable, None, "{code}");
    script.sights.into_iter().map(|(_, sight)| sight).collect()
}

fn remote(code: &str) -> bool {
    matches!(sights(code).as_slice(), [Sight::RemoteCode { .. }])
}

#[test]
fn code_from_elsewhere_is_found() {
    for code in [
        "importScripts('https://cdn.example/a.js')",
        "import('https://cdn.example/a.js')",
        "import(`//cdn.example/a.js`)",
        "import 'https://cdn.example/a.js'",
        "export * from 'https://cdn.example/a.js'",
        "const s=document.createElement('script');s.src='https://cdn.example/a.js';document.head.append(s)",
        "function f(){let s;s=d.createElement(\"script\"),s.setAttribute('src','http://cdn.example/a.js')}",
    ] {
        assert!(remote(code), "{code}: {:?}", sights(code));
    }
}

#[test]
fn words_in_strings_and_comments_are_no_code() {
    for code in [
        "// eval('x')\nconst a = \"importScripts('https://cdn.example/a.js')\"",
        "/* new Function('x') */ const retrieval = medieval(1)",
        "const image = document.createElement('img'); image.src = 'https://cdn.example/a.png'",
        "function f(){const s=document.createElement('script')} function g(s){s.src='https://cdn.example/a.js'}",
        "const s=document.createElement('script'); s.src=chrome.runtime.getURL('a.js')",
        "e.createElement(\"script\").innerHTML = ''",
        "Function('return this')()",
        "setTimeout(() => {}, 5)",
        "storage.local.setAccessLevel({accessLevel: 'TRUSTED_AND_UNTRUSTED_CONTEXTS'})",
        "chrome.storage.session.setAccessLevel({accessLevel: 'TRUSTED_CONTEXTS'})",
        "async function f() { await x }",
    ] {
        assert_eq!(sights(code), [], "{code}");
    }
}

#[test]
fn other_sights_are_told_apart() {
    for (code, sight) in [
        ("eval('x')", Sight::CodeFromString("eval()")),
        ("(0,eval)(x)", Sight::CodeFromString("eval()")),
        ("globalThis.eval(x)", Sight::CodeFromString("eval()")),
        ("new Function('a', x)", Sight::CodeFromString("new Function()")),
        ("setTimeout('x', 5)", Sight::CodeFromString("setTimeout() with a string")),
        ("const s=document.createElement('script'); s.src=x", Sight::ScriptUrlUnknown),
        ("import('./a.js')", Sight::DynamicImport),
        ("export {}; await x", Sight::TopLevelAwait),
        ("WebAssembly.instantiate(x)", Sight::WebAssembly),
        ("new WebAssembly.Module(x)", Sight::WebAssembly),
        ("throw e({code:\"wasm_csp_missing\"})", Sight::WasmClient),
        (
            "chrome.storage.session.setAccessLevel({accessLevel:'TRUSTED_AND_UNTRUSTED_CONTEXTS'})",
            Sight::SessionStorageOpened,
        ),
        ("chrome.runtime.onMessageExternal.addListener(f)", Sight::ExternalMessages),
        ("a.create({strategy:'oauth_google',redirectUrl:b})", Sight::SocialSignIn),
    ] {
        assert_eq!(sights(code), [sight], "{code}");
    }
}

#[test]
fn options_of_a_client_are_read_through_constants() {
    let options = |code: &str| Script::parse(code).client_options.remove(0);
    let sync = |code: &str| options(code).sync_host;
    let host = Some(Some("https://app.example".to_owned()));
    assert_eq!(sync("c({publishableKey:k,syncHost:'https://app.example'})"), host);
    assert_eq!(sync("const s='https://app.example';c({publishableKey:k,syncHost:s})"), host);
    assert_eq!(sync("c({publishableKey:k,syncHost:{MODE:'x',HOST:'https://app.example'}.HOST})"), host);
    assert_eq!(sync("c({publishableKey:k,syncHost:location.origin})"), Some(None));
    for none in [
        "c({publishableKey:k})",
        "c({publishableKey:k,syncHost:void 0})",
        "c({publishableKey:k,syncHost:{A:1}.B})",
    ] {
        assert_eq!(sync(none), None, "{none}");
    }
    assert!(options("c({publishableKey:k,refresh:{every:'token'}})").refresh);
    assert!(!options("c({publishableKey:k,refresh:!1})").refresh);
}

#[test]
fn modules_and_what_they_load_are_known() {
    let module = Script::parse("import a from './a.js'; export const b = 1;");
    assert_eq!((module.module_syntax, module.loads), (Some(0), vec!["./a.js".to_owned()]));
    let classic = Script::parse("importScripts('a.js', '/b.js'); with (x) { y }");
    assert_eq!(classic.module_syntax, None);
    assert_eq!(classic.loads, ["a.js", "/b.js"]);
}

#[test]
fn what_is_no_javascript_says_where() {
    let (offset, reason) = Script::parse("const a = ;\n").unreadable.unwrap();
    assert_eq!(offset, 10);
    assert!(!reason.is_empty());
}
