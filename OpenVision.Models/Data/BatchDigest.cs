using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OpenVision.Data;

/// <summary>What identifies a batch in a run's record, so that other data can be told from other arithmetic.</summary>
internal static class BatchDigest
{
    private const int ValuesOfAnImage = 64; // another crop or colour changes nearly all; all of a large batch are gigabytes
    private const int Digits = 16;

    /// <summary>The SHA-256 of every token and of 64 values of each image, the first 16 of its lower-case hexadecimal digits.</summary>
    /// <param name="batch">The batch.</param>
    public static string Of(PairBatch batch)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (long[] tokens in (ReadOnlySpan<long[]>)[batch.WebText, batch.SyntheticText, batch.Caption])
        {
            hash.AppendData(MemoryMarshal.AsBytes(tokens.AsSpan()));
        }

        int values = batch.Images.Length / batch.Size, spacing = Math.Max(1, values / ValuesOfAnImage);
        byte[] picked = new byte[(values + spacing - 1) / spacing * sizeof(float)];
        for (int image = 0; image < batch.Size; image++)
        {
            ReadOnlySpan<float> all = batch.Images.AsSpan(image * values, values);
            for (int i = 0; i * spacing < values; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(picked.AsSpan(i * sizeof(float)), all[i * spacing]);
            }

            hash.AppendData(picked);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }
}
