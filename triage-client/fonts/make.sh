#!/bin/sh
# Makes the fonts of this folder from Debian's packages fonts-noto-core and fonts-noto-cjk.
#
#   sudo apt-get install fonts-noto-core fonts-noto-cjk
#   python3 -m venv /tmp/fontenv && /tmp/fontenv/bin/pip install fonttools
#   PYFTSUBSET=/tmp/fontenv/bin/pyftsubset PYTHON=/tmp/fontenv/bin/python triage-client/fonts/make.sh
#
# The result depends on nothing but the two packages and fonttools; README.md names the
# versions that were used.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
subset=${PYFTSUBSET:-pyftsubset}
python=${PYTHON:-python3}
noto=${NOTO:-/usr/share/fonts/truetype/noto}
cjk=${NOTO_CJK:-/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# pyftsubset keeps the time of the source file unless told otherwise; so do we, so that
# two runs give the same bytes.
make() { # make SOURCE TARGET pyftsubset-options…
    source=$1; target=$2; shift 2
    "$subset" "$source" --output-file="$here/$target" --no-hinting --layout-features='*' \
        --name-IDs='0,1,2,3,4,5,6,13,14' --no-recalc-timestamp "$@"
    ls -l "$here/$target" | awk '{ print $5, $9 }'
}

# Latin with every letter and mark of Vietnamese and French, composed or decomposed,
# punctuation and currency signs.
latin='U+0020-024F,U+0259,U+02B0-036F,U+1E00-1EFF,U+2000-206F,U+2070-209F,U+20A0-20CF,U+2100-2138,U+2190-2199,U+2212,U+25CC,U+FB01,U+FB02,U+FFFD'
make "$noto/NotoSans-Regular.ttf" NotoSans-Regular.ttf --unicodes="$latin"
make "$noto/NotoSans-Bold.ttf" NotoSans-Bold.ttf --unicodes="$latin"

# GB 2312 (the 6763 characters and 682 signs of Simplified Chinese in daily use), full-width
# forms and kana. Face 2 of the collection is SC: Simplified Chinese forms of the characters.
"$python" - > "$work/gb2312.txt" <<'PY'
chars = set()
for row in range(0xA1, 0xF8):
    for cell in range(0xA1, 0xFF):
        try:
            chars.add(bytes([row, cell]).decode("gb2312"))
        except UnicodeDecodeError:
            pass
print("".join(sorted(chars)))
PY
make "$cjk" NotoSansSC-GB2312.otf --font-number=2 --text-file="$work/gb2312.txt" \
    --unicodes='U+0020-007E,U+00B7,U+2010-2027,U+2030,U+2032,U+2033,U+203B,U+2190-2193,U+25A0-25A1,U+25B2-25B3,U+25BC-25BD,U+25C6-25C7,U+25CB,U+25CE-25CF,U+2605-2606,U+26A0,U+3000-303F,U+FF00-FFEF'

# A few signs used as icons.
make "$noto/NotoSansSymbols2-Regular.ttf" NotoSansSymbols2-Icons.ttf \
    --unicodes='U+2713,U+2717,U+25B8,U+25BE,U+1F50D,U+1F512,U+1F5CE'

# Scripts in which letters from the region may be written besides.
make "$noto/NotoNaskhArabic-Regular.ttf" NotoNaskhArabic-Regular.ttf --unicodes='U+0600-06FF,U+0750-077F,U+08A0-08FF,U+200C-200F,U+25CC,U+FB50-FDFF,U+FE70-FEFF'
make "$noto/NotoSansMyanmar-Regular.ttf" NotoSansMyanmar-Regular.ttf --unicodes='U+1000-109F,U+A9E0-A9FF,U+AA60-AA7F,U+200B-200D,U+25CC'
make "$noto/NotoSansKhmer-Regular.ttf" NotoSansKhmer-Regular.ttf --unicodes='U+1780-17FF,U+19E0-19FF,U+200B-200D,U+25CC'
make "$noto/NotoSansThai-Regular.ttf" NotoSansThai-Regular.ttf --unicodes='U+0E00-0E7F,U+200B-200D,U+25CC'
make "$noto/NotoSansLao-Regular.ttf" NotoSansLao-Regular.ttf --unicodes='U+0E80-0EFF,U+200B-200D,U+25CC'
make "$noto/NotoSerifTibetan-Regular.ttf" NotoSerifTibetan-Regular.ttf --unicodes='U+0F00-0FFF,U+25CC'
