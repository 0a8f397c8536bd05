//! The steps that a filter takes.

use usvg::Group;
use usvg::filter::{CompositeOperator, Filter, Kind, LightSource};
use usvg::tiny_skia_path::Transform;

use crate::pictures::canvas::{Area, Canvas};

/// The steps for a pixel that an ordinary filter changes, colours included, and for one more input.
const PLAIN: f64 = 70.0;
const INPUT: f64 = 40.0;
/// For one that is blurred, and for one that is blurred so little that it is done exactly.
const BLUR: f64 = 100.0;
const SMALL_BLUR: f64 = 650.0;
/// For one of a shadow more.
const SHADOW: f64 = 200.0;
/// For one of a pattern of noise, in each of its octaves.
const NOISE: f64 = 170.0;
/// For one that is lit.
const LIGHT: f64 = 160.0;
/// For each neighbour that is looked at.
const NEIGHBOUR: f64 = 3.0;
/// Who blurs over fewer pixels than this blurs little.
const LITTLE: f32 = 2.0;

/// Applies a filter to a layer. `paint` paints a picture that the filter holds into a region.
pub fn add_filter(
    canvas: &mut Canvas,
    filter: &Filter,
    transform: Transform,
    layer: Area,
    paint: &mut dyn FnMut(&mut Canvas, &Group, Area),
) {
    let Some(region) = canvas.place_whole(filter.rect(), transform).map(Area::from_rect) else { return };
    let pixels = region.pixels().max(layer.pixels());
    let (across, down) = transform.get_scale();
    // What each part makes is kept until the last is done.
    canvas.allocate(3.0 * pixels);
    let mut kept = 3.0 * pixels;
    for primitive in filter.primitives() {
        canvas.allocate(pixels);
        kept += pixels;
        canvas.place_whole(primitive.rect(), transform);
        if region != layer && needs_one_size(primitive.kind()) {
            canvas.give_up();
        }
        let each = match primitive.kind() {
            Kind::GaussianBlur(blur) => blur_steps(
                canvas.distance(blur.std_dev_x().get(), across),
                canvas.distance(blur.std_dev_y().get(), down),
            ),
            Kind::DropShadow(shadow) => {
                canvas.distance(shadow.dx(), across);
                canvas.distance(shadow.dy(), down);
                SHADOW
                    + blur_steps(
                        canvas.distance(shadow.std_dev_x().get(), across),
                        canvas.distance(shadow.std_dev_y().get(), down),
                    )
            }
            Kind::Offset(offset) => {
                canvas.distance(offset.dx(), across);
                canvas.distance(offset.dy(), down);
                0.0
            }
            Kind::Morphology(morphology) => {
                let across = (canvas.distance(morphology.radius_x().get(), across).ceil() * 2.0).min(region.width);
                let down = (canvas.distance(morphology.radius_y().get(), down).ceil() * 2.0).min(region.height);
                f64::from(across) * f64::from(down) * NEIGHBOUR
            }
            Kind::ConvolveMatrix(convolution) => {
                f64::from(convolution.matrix().columns()) * f64::from(convolution.matrix().rows()) * NEIGHBOUR
            }
            Kind::Turbulence(noise) => f64::from(noise.num_octaves()) * NOISE,
            Kind::DisplacementMap(map) => {
                canvas.distance(map.scale(), across.max(down));
                0.0
            }
            Kind::DiffuseLighting(lighting) => light_steps(canvas, lighting.light_source(), across.max(down)),
            Kind::SpecularLighting(lighting) => light_steps(canvas, lighting.light_source(), across.max(down)),
            #[allow(clippy::cast_precision_loss, reason = "a number of inputs is rounded")]
            Kind::Merge(merge) => merge.inputs().len() as f64 * INPUT,
            Kind::Image(image) => {
                paint(canvas, image.root(), region);
                0.0
            }
            Kind::Blend(_)
            | Kind::ColorMatrix(_)
            | Kind::ComponentTransfer(_)
            | Kind::Composite(_)
            | Kind::Flood(_)
            | Kind::Tile(_) => 0.0,
        };
        canvas.steps += pixels * (PLAIN + each);
    }
    canvas.release(kept);
}

/// Whether a filter ends in a panic where not all that it puts together is of one size.
fn needs_one_size(kind: &Kind) -> bool {
    match kind {
        Kind::Composite(composite) => matches!(composite.operator(), CompositeOperator::Arithmetic { .. }),
        Kind::DisplacementMap(_) | Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => true,
        _ => false,
    }
}

fn blur_steps(across: f32, down: f32) -> f64 {
    if across < LITTLE && down < LITTLE { SMALL_BLUR } else { BLUR }
}

fn light_steps(canvas: &mut Canvas, source: LightSource, scale: f32) -> f64 {
    let places = match source {
        LightSource::DistantLight(_) => Vec::new(),
        LightSource::PointLight(light) => vec![light.x, light.y, light.z],
        LightSource::SpotLight(light) => {
            vec![light.x, light.y, light.z, light.points_at_x, light.points_at_y, light.points_at_z]
        }
    };
    for place in places {
        canvas.distance(place, scale);
    }
    LIGHT
}
