namespace CometRunway.Net;

/// <summary>The exception that is thrown when a host has no allowed address. HttpClient wraps it as an inner exception.</summary>
internal sealed class AddressRefusedException(string host)
    : Exception($"'{host}' is not a public address.")
{
    /// <summary>Returns true when the exception or one of its inner exceptions is an <see cref="AddressRefusedException"/>.</summary>
    public static bool IsIn(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is AddressRefusedException)
                return true;
        }

        return false;
    }
}
