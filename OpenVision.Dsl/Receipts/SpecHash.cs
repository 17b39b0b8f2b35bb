using System.Security.Cryptography;
using System.Text;

namespace OpenVision;

/// <summary>What identifies a recipe or a model by what it is, however its classes are called.</summary>
public static class SpecHash
{
    /// <summary>The SHA-256 of the settings' lines, each with a line feed, in UTF-8; lower-case hexadecimal digits.</summary>
    /// <param name="text">The text.</param>
    public static string Of(SpecText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(text.Settings.Select(static leaf => $"{leaf}\n")))));
    }
}
