//! A part of a page as a picture, so that a person can compare it with what was read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::{
    RenderCache, RenderSettings,
    hayro_interpret::{InterpreterSettings, TransformExt},
    hayro_syntax::Pdf,
    kurbo::{Affine, Rect, Stroke},
    render_into,
    vello_cpu::{
        Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit,
        color::{AlphaColor, Srgb, palette::css::WHITE},
    },
};

/// Pixels for each point, at least and at most: letters of five points can be read.
const SCALE: (f64, f64) = (1.8, 2.6);
/// The pixels that a picture fills where it can.
const WIDE: f64 = 1_500.0;
/// Points shown around the box.
const AROUND: i32 = 6;
/// The most points along one side.
const LARGEST: i32 = 1_600;

/// The marker's colour: what is in doubt is framed.
const MARK: AlphaColor<Srgb> = AlphaColor::from_rgb8(0xd9, 0x2d, 0x20);

/// Whether the bytes are a PDF file that opens without a password.
pub fn is_open(bytes: &[u8]) -> bool {
    let opened = catch_unwind(|| Pdf::new(bytes.to_vec()).is_ok_and(|pdf| !pdf.pages().is_empty()));
    opened.unwrap_or(false)
}

/// A box of a page (counted from 1), with a little around it, as PNG; left, top, right and bottom
/// in points from the page's top left corner. What is to be marked is framed. `None` when the file
/// is no PDF, is locked or has no such page.
pub fn picture(
    bytes: &[u8],
    page: u32,
    [left, top, right, bottom]: [i32; 4],
    mark: Option<[i32; 4]>,
) -> Option<Vec<u8>> {
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    let page = pdf.pages().get(usize::try_from(page.checked_sub(1)?).ok()?)?;
    let (left, top) = (left.saturating_sub(AROUND), top.saturating_sub(AROUND));
    let side =
        |from: i32, to: i32| to.saturating_add(AROUND).saturating_sub(from).clamp(1, LARGEST);
    let scale = (WIDE / f64::from(side(left, right))).clamp(SCALE.0, SCALE.1);
    let pixels = |points: i32| (f64::from(points) * scale).ceil() as u16;
    let (width, height) = (pixels(side(left, right)), pixels(side(top, bottom)));
    let corner = (-f64::from(left), -f64::from(top));
    let transform =
        Affine::scale(scale) * Affine::translate(corner) * page.initial_transform(true).to_kurbo();
    let draw = || {
        let mut context = RenderContext::new(width, height);
        let settings = InterpreterSettings::default();
        let cache = RenderCache::new();
        render_into(page, &cache, &settings, &RenderSettings::default(), &mut context, transform);
        if let Some(mark) = mark {
            context.set_transform(Affine::scale(scale) * Affine::translate(corner));
            context.set_paint(MARK);
            context.set_stroke(Stroke::new(1.5));
            let [left, top, right, bottom] = mark.map(f64::from);
            context.stroke_rect(&Rect::new(left, top, right, bottom));
        }
        context.flush();
        let mut pixmap = Pixmap::new(width, height);
        let white =
            RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..Default::default() };
        context.render_with(&mut pixmap, &mut Resources::default(), white);
        pixmap.into_png().ok()
    };
    // A page that the library cannot draw has no picture
    catch_unwind(AssertUnwindSafe(draw)).unwrap_or(None)
}
