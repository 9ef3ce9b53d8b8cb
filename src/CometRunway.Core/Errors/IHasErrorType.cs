namespace CometRunway.Errors;

/// <summary>An exception that names its own value for the <c>error.type</c> tag.</summary>
internal interface IHasErrorType
{
    string ErrorType { get; }
}
