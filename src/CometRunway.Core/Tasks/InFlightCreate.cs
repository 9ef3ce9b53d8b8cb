namespace CometRunway.Tasks;

/// <summary>The room one paid request takes in <see cref="InFlightCreates"/>, from before its row is written until it has ended.</summary>
internal sealed class InFlightCreate(Action<InFlightCreate> leave) : IDisposable
{
    /// <summary>The task, once its row is written.</summary>
    public string? Handle { get; set; }

    /// <summary>Frees it; again does nothing.</summary>
    public void Dispose() => leave(this);
}
