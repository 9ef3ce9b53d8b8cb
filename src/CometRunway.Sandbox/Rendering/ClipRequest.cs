namespace CometRunway.Sandbox.Rendering;

/// <summary>The image and the properties of a clip.</summary>
/// <param name="Image">The encoded image (PNG, JPEG or WebP), or null for a placeholder image drawn from <paramref name="ImageName"/>.</param>
/// <param name="ImageName">Origin of the image. The placeholder image depends on this text alone.</param>
/// <param name="Width">Width of the clip in pixels; even, 16 to 1920.</param>
/// <param name="Height">Height of the clip in pixels; even, 16 to 1920.</param>
/// <param name="Seconds">Length of the clip in seconds.</param>
/// <param name="Prompt">The prompt. Its motion keywords determine direction and distance of the camera movement.</param>
/// <param name="Seed">Equal requests with equal seeds give equal bytes.</param>
public sealed record ClipRequest(ReadOnlyMemory<byte>? Image, string ImageName, int Width, int Height, int Seconds, string? Prompt, long Seed);
