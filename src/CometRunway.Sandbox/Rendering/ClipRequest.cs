namespace CometRunway.Sandbox.Rendering;

/// <summary>The image and the properties of a clip.</summary>
/// <param name="Image">The encoded image (PNG, JPEG or WebP); null for a placeholder image.</param>
/// <param name="ImageName">The origin of the image. A placeholder image depends on this text only.</param>
/// <param name="Width">The width of the clip in pixels: even, 16 to 1920.</param>
/// <param name="Height">The height of the clip in pixels: even, 16 to 1920.</param>
/// <param name="Seconds">The duration of the clip in seconds: 1 to 60.</param>
/// <param name="Prompt">The prompt. Its motion keywords determine the direction and the distance of the camera movement.</param>
/// <param name="Seed">The seed of the camera movement. Equal requests with equal seeds produce equal bytes.</param>
public sealed record ClipRequest(ReadOnlyMemory<byte>? Image, string ImageName, int Width, int Height, int Seconds, string? Prompt, long Seed);
