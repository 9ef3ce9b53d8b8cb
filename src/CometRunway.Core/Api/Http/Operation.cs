namespace CometRunway.Api.Http;

/// <summary>The operation of a request. The meaning of a status depends on it.</summary>
internal enum Operation
{
    Create,
    Read,
    Cancel,
    List,
}
