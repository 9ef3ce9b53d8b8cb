namespace CometRunway.SemanticKernel.Guard;

/// <summary>
/// The maximum number of characters of a text argument. Each text parameter of a function declares one; a longer text is rejected before anything
/// is done with it.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class TextLimitAttribute(int characters) : Attribute
{
    public int Characters { get; } = characters;
}

/// <summary>The limits of the text arguments. They are higher than what the rules allow, so that the rules can say what is wrong with a long text.</summary>
internal static class TextLimits
{
    /// <summary>The longest image that is accepted is a data URI; one of twice its length still gets advice on how to make it smaller.</summary>
    public const int Image = 2 * Images.ImageLoader.MaxDataUriCharacters;

    /// <summary>A prompt that is too long is shortened in the corrected request.</summary>
    public const int Prompt = 10_000;

    /// <summary>A model, a ratio, a state, a handle or an id.</summary>
    public const int Name = 300;

    /// <summary>A number or a truth value that is written as text.</summary>
    public const int Number = 100;

    public const int Query = 500;

    public const int RequestId = 1_000;

    public const int Cursor = 500;
}
