using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace OpenVision.Build
{
    /// <summary>
    /// Copies an ELF64 shared library and marks one required symbol version as weak (VER_FLG_WEAK), so that the loader
    /// accepts a system library without that version.
    /// </summary>
    public sealed class WeakenVersionRequest : Task
    {
        private const uint VersionNeedSection = 0x6ffffffe; // SHT_GNU_verneed
        private const ushort WeakFlag = 2;

        public string Source { get; set; }

        public string Target { get; set; }

        public string VersionName { get; set; }

        public override bool Execute()
        {
            byte[] image = File.ReadAllBytes(Source);
            if (!Weaken(image, VersionName))
            {
                Log.LogMessage(MessageImportance.Low, "{0} does not ask for {1}; copied as it is.", Source, VersionName);
            }

            // Deleted first: an older target may be a link into the package cache, which must stay as it is.
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(Target)));
            File.Delete(Target);
            File.WriteAllBytes(Target, image);
            return true;
        }

        private static bool Weaken(byte[] image, string versionName)
        {
            if (image.Length < 64 || image[0] != 0x7f || image[1] != 'E' || image[2] != 'L' || image[3] != 'F' || image[4] != 2)
            {
                return false;
            }

            long headers = (long)U64(image, 40);
            int headerSize = U16(image, 58);
            int count = U16(image, 60);
            for (int i = 0; i < count; i++)
            {
                int header = checked((int)(headers + (long)i * headerSize));
                if (U32(image, header + 4) != VersionNeedSection)
                {
                    continue;
                }

                int section = checked((int)U64(image, header + 24));
                int strings = checked((int)U64(image, checked((int)(headers + (long)U32(image, header + 40) * headerSize)) + 24));
                if (WeakenIn(image, section, strings, versionName))
                {
                    return true;
                }
            }

            return false;
        }

        private static bool WeakenIn(byte[] image, int need, int strings, string versionName)
        {
            while (true)
            {
                int entries = U16(image, need + 2);
                int entry = need + (int)U32(image, need + 8);
                for (int i = 0; i < entries; i++)
                {
                    if (Text(image, strings + (int)U32(image, entry + 8)) == versionName)
                    {
                        ushort flags = (ushort)(U16(image, entry + 4) | WeakFlag);
                        image[entry + 4] = (byte)flags;
                        image[entry + 5] = (byte)(flags >> 8);
                        return true;
                    }

                    entry += (int)U32(image, entry + 12);
                }

                uint next = U32(image, need + 12);
                if (next == 0)
                {
                    return false;
                }

                need += (int)next;
            }
        }

        private static ushort U16(byte[] image, int at) => (ushort)(image[at] | image[at + 1] << 8);

        private static uint U32(byte[] image, int at) => U16(image, at) | (uint)U16(image, at + 2) << 16;

        private static ulong U64(byte[] image, int at) => U32(image, at) | (ulong)U32(image, at + 4) << 32;

        private static string Text(byte[] image, int at)
        {
            int end = Array.IndexOf(image, (byte)0, at);
            return Encoding.ASCII.GetString(image, at, end - at);
        }
    }
}
