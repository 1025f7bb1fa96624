/* test_sha256.c - hashes that FIPS 180-4 gives, in pieces and whole, both ways of mixing. */
#include "unit.h"

#include "base/sha256.h"

static void hash_in_pieces(const char *data, size_t length, size_t piece, Sha256Mixer mixer,
                           char hex[2 * SHA256_SIZE + 1]) {
    Sha256 sha;
    uint8_t hash[SHA256_SIZE];
    sha256_begin(&sha, mixer);
    while (length > piece) {
        sha256_add(&sha, data, piece);
        data += piece;
        length -= piece;
    }
    sha256_add(&sha, data, length);
    sha256_end(&sha, hash);
    for (size_t i = 0; i < SHA256_SIZE; i++) {
        snprintf(hex + 2 * i, 3, "%02x", hash[i]);
    }
}

static void expect(const char *data, size_t length, const char *hash) {
    static const size_t pieces[] = {1, 7, 63, 64, 65, 200, SIZE_MAX};
    char hex[2 * SHA256_SIZE + 1];
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        hash_in_pieces(data, length, pieces[i], sha256_mixer(), hex);
        assert_string_equal(hex, hash);
        hash_in_pieces(data, length, pieces[i], sha256_mixer_of_any(), hex);
        assert_string_equal(hex, hash);
    }
}

static void published_hashes(void **state) {
    (void)state;
    expect(NULL, 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
           "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    expect("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
           "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
           112, "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
    char *many = malloc(1000000);
    assert_non_null(many);
    memset(many, 'a', 1000000);
    expect(many, 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(many);
}

static void both_ways_agree(void **state) {
    (void)state;
    char data[300];
    char ours[2 * SHA256_SIZE + 1];
    char theirs[2 * SHA256_SIZE + 1];
    for (size_t i = 0; i < sizeof data; i++) {
        data[i] = (char)(i * 131 + 17);
    }
    for (size_t length = 0; length <= sizeof data; length++) {
        hash_in_pieces(data, length, 50, sha256_mixer(), ours);
        hash_in_pieces(data, length, 64, sha256_mixer_of_any(), theirs);
        assert_string_equal(ours, theirs);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_hashes),
        cmocka_unit_test(both_ways_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
