//! How to check a package, in ten lines, for somebody who has nothing but a computer.

use edition::{ContentDigest, EditionContent};

use crate::{
    bag, info,
    signer::{NAMESPACE, Signer},
    variant::PackageVariant,
};

/// The text of `README.ja.txt`.
pub(crate) fn text(
    content: &EditionContent,
    digest: &ContentDigest,
    variant: PackageVariant,
    signer: Option<&Signer>,
    files: usize,
) -> String {
    let title = info::title(content);
    let number = digest.short();
    let kind = variant.label();
    let (list, tags) = (bag::MANIFEST, bag::TAG_MANIFEST);
    let signed = signed(variant, signer);
    format!(
        "{title}（{kind}）の確かめ方

1. 照合番号は {number} です。会議資料、会議録、公表サイトにある番号と見比べます。
2. ZIPファイルを展開し、この README.ja.txt があるフォルダを開きます。
3. Windows：フォルダの余白を Shift キーを押しながら右クリックして「PowerShell ウィンドウをここで開く」\
を選び、次の1行を貼り付けます。何も出なければ、どのファイルも一覧のとおりです。違うファイルは名前が出ます。
   {powershell}
4. Mac・Linux：このフォルダで次の1行を実行します。すべて OK（成功）なら、どのファイルも一覧のとおりです。\
Mac に sha256sum がなければ shasum -a 256 と書きます。
   sha256sum -c {list} && sha256sum -c {tags}
5. data フォルダの中のファイルは {files} 個です。それより多ければ、一覧にないファイルが加わっています。
{signed}\
8. sasae edition verify にこのフォルダか ZIP ファイルを指定すると、ここまでのすべてと、\
ファイルどうしが同じことを言っているかを一度に確かめます。
9. 違いが見つかったら使わずに、発行した市に知らせて受け取り直してください。
",
        powershell = powershell(),
    )
}

/// One line that `PowerShell` takes since Windows 8.1, naming each file that is not as listed.
fn powershell() -> String {
    format!(
        "Get-Content {},{} | % {{ $d,$p = $_ -split '  ',2; \
         if ((Get-FileHash -LiteralPath $p).Hash -ne $d) {{ $p }} }}",
        bag::MANIFEST,
        bag::TAG_MANIFEST
    )
}

/// The part on the signature.
fn signed(variant: PackageVariant, signer: Option<&Signer>) -> String {
    let Some(signer) = signer else {
        return "6. この一式には署名がありません。だれが作ったかは、受け取った経路と照合番号で確かめます。\n\
                7. 照合番号は edition.json の SHA-256 の初めの16桁です。\n"
            .to_owned();
    };
    let (list, signers) = (bag::TAG_MANIFEST, bag::SIGNERS);
    format!(
        "6. 署名：{signers} の鍵が、市の公式サイトか会議録にある鍵と同じことを見比べます。\
指紋は {fingerprint} です。
7. 同じなら次の1行を実行します（Windows では cmd /c \" と \" で囲みます）。\
Good \"{NAMESPACE}\" signature と出れば、この市の署名です。
   ssh-keygen -Y verify -n {NAMESPACE} -f {signers} -I {principal} -s {signature} < {list}
",
        fingerprint = signer.fingerprint(),
        principal = signer.principal(),
        signature = variant.signature(),
    )
}
