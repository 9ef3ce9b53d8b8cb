namespace CometRunway.SemanticKernel.Tests.Friendliness;

/// <summary>How a first call must end when its caller only does what the reply says.</summary>
public enum Ending
{
    /// <summary>It is right as it is, or right beyond doubt.</summary>
    AtOnce,

    /// <summary>The reply's next call, as it stands, succeeds.</summary>
    NextCall,

    /// <summary>Nothing can be done without a person: the reply says what is missing and offers no call.</summary>
    Person,
}

/// <summary>A first call as models really make them.</summary>
/// <param name="About">What is odd about it.</param>
/// <param name="Function">The function.</param>
/// <param name="Arguments">Its arguments as JSON.</param>
/// <param name="Ending">How it must end.</param>
internal sealed record FirstCall(string About, string Function, string Arguments, Ending Ending);
