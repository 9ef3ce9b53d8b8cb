namespace CometRunway.Api.Http;

/// <summary>What a call is for: the same status means different things to each.</summary>
internal enum Operation
{
    Create,
    Read,
    Cancel,
    List,
}
