namespace CometRunway.Errors;

/// <summary>An exception that provides the value of its <c>error.type</c> tag.</summary>
internal interface IHasErrorType
{
    string ErrorType { get; }
}
