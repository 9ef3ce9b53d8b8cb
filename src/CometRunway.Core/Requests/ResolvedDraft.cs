namespace CometRunway.Requests;

/// <summary>A draft with model, ratio and duration filled in.</summary>
/// <param name="Draft">The draft; given values are unchanged.</param>
/// <param name="Notes">One line for each value that was chosen, with the reason, for example <c>ratio 720:1280: nearest to the image (1080x1920)</c>.</param>
public sealed record ResolvedDraft(RequestDraft Draft, IReadOnlyList<string> Notes);
