namespace CometRunway.FaultCampaign.Agents;

/// <summary>The image of all requests: 640 x 360, black and white.</summary>
internal static class TestImage
{
    public const string FileName = "cat.png";

    public static byte[] Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAoAAAAFoAQAAAADvSXf8AAAAhElEQVR42u3MQQ0AAAgEoGtg/7RawTmfEIBkqZciFAqFQqFQKBQKhUKhUCgUCoVCoVAoFAqFQqFQKBQKhUKhUCgUCoVCoVAoFAqFQqFQeAjrmVAoFAqFQqFQKBQKhUKhUCgUCoVCoVAoFAqFQqFQKBQKhUKhUCgUCoVCoVAoFAqFQuHBAOuJUXLI9riqAAAAAElFTkSuQmCC");
}
