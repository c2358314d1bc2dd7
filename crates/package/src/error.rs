//! What can go wrong with a package or a key as a whole.

/// A package that cannot be made or opened, or a key that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The files to be packed lack the document.
    #[error(
        "edition.json がないため、版の一式を作れません。凍結した版のファイルをすべて渡してください。"
    )]
    NoEdition,
    /// The document is not read.
    #[error("edition.json を読めないため、版の一式を作れません。凍結し直してください。")]
    UnreadableEdition,
    /// A name that not every machine can write.
    #[error(
        "「{0}」という名前のファイルは版の一式に入れられません。英字、数字、. _ - だけの名前にしてください。"
    )]
    UnfitFileName(String),
    /// A name that stands twice.
    #[error("「{0}」という名前のファイルが二つあります。どちらか一つにしてください。")]
    NameTwice(String),
    /// The zip could not be written.
    #[error("版の一式をまとめられませんでした。もう一度お試しください。")]
    Unwritable,

    /// No zip.
    #[error(
        "ZIPファイルとして開けません。版の一式（.zip）か、展開したフォルダを指定してください。"
    )]
    NotAZip,
    /// A zip whose end is missing, or whose parts do not unpack.
    #[error("ZIPファイルが途中で切れているか、壊れています。もう一度受け取ってください。")]
    DamagedZip,
    /// More files or bytes than a package has.
    #[error("大きすぎて開けません（{0}）。版の一式かどうか、発行した市に確かめてください。")]
    TooLarge(String),
    /// A path that leads out of the folder, or that machines read differently.
    #[error(
        "「{0}」という危険な置き場所のファイルがあるため、開きません。発行した市に確かめてください。"
    )]
    UnsafePath(String),
    /// A symbolic link or another special file.
    #[error("「{0}」はほかの場所を指すリンクのため、開きません。発行した市に確かめてください。")]
    LinkInside(String),
    /// A file under a password.
    #[error(
        "パスワードのかかったZIPファイルは開けません。パスワードを外したものを受け取ってください。"
    )]
    PasswordedZip,
    /// None of a package's lists is there.
    #[error(
        "版の一式ではありません。manifest-sha256.txt のあるZIPファイルかフォルダを指定してください。"
    )]
    NoPackage,

    /// A package of which not every file is as it was packed.
    #[error("{0}一式は使わず、何も取り込んでいません。")]
    NotAsPacked(String),

    /// The passphrase does not open the key.
    #[error(
        "パスフレーズが違うため、署名の鍵を開けません。鍵を作ったときのパスフレーズを入れてください。"
    )]
    WrongPassphrase,
    /// A key may not lie about without one.
    #[error("パスフレーズが空です。署名の鍵を守るパスフレーズを決めてください。")]
    NoPassphrase,
    /// A key that anybody can use who has the file.
    #[error(
        "この署名の鍵にはパスフレーズがありません。ssh-keygen -p -f ファイル名 で付けてください。"
    )]
    UnprotectedKey,
    /// No key of the kind that signs editions.
    #[error("署名の鍵として読めません。sasae edition key で作った鍵のファイルを指定してください。")]
    NotAKey,
    /// A key that says nobody's name.
    #[error(
        "署名の鍵に署名者の名前がありません。sasae edition key で作った鍵のファイルを指定してください。"
    )]
    KeyOfNobody,
    /// A name that signature tools do not take.
    #[error(
        "「{0}」は署名者の名前にできません。112020@sasae のように、半角の英数字と @ . _ - で書いてください。"
    )]
    UnfitPrincipal(String),
    /// A line that names no signer.
    #[error(
        "署名者の一覧の{0}行目を読めません。\
         「112020@sasae namespaces=\"sasae-edition\" ssh-ed25519 …」の形で書いてください。"
    )]
    UnfitSigner(usize),
    /// A statement of a new key that is none.
    #[error("鍵の交代の届けとして読めません。前の鍵で署名された届けのファイルを指定してください。")]
    UnfitRotation,
}
