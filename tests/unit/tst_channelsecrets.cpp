// Secrets as one entry of the keychain: nothing is lost, and what was stored by itself is still read.
#include "models/secrets/channelsecrets.h"

#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

class TestChannelSecrets : public QObject {
    Q_OBJECT
private slots:
    void aSecretAloneIsStoredAsItIs_data();
    void aSecretAloneIsStoredAsItIs();
    void severalComeBack();
    void whenThePreviousOneEnds();
};

void TestChannelSecrets::aSecretAloneIsStoredAsItIs_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("plain") << QByteArray("a1234567");
    QTest::newRow("letters of another script") << QByteArray("密钥🔑");
    QTest::newRow("JSON") << QByteArray("{\"secret\":\"x\"}");
    QTest::newRow("one byte that begins a map of CBOR") << QByteArray("\xa1");
}

void TestChannelSecrets::aSecretAloneIsStoredAsItIs()
{
    QFETCH(QByteArray, secret);
    QCOMPARE(ChannelSecrets(Secret(secret)).toBytes(), secret);
    QCOMPARE(ChannelSecrets::fromBytes(secret), ChannelSecrets(Secret(secret)));
}

void TestChannelSecrets::severalComeBack()
{
    ChannelSecrets secrets(Secret("new"));
    secrets.previous = Secret("old");
    secrets.previousUntil = 1'790'000'000'000;
    QCOMPARE(ChannelSecrets::fromBytes(secrets.toBytes()), secrets);
    secrets.clientKey = Secret("-----BEGIN PRIVATE KEY-----\n…");
    QCOMPARE(ChannelSecrets::fromBytes(secrets.toBytes()), secrets);
    ChannelSecrets keyAlone;
    keyAlone.clientKey = secrets.clientKey;
    QVERIFY(!keyAlone.isEmpty());
    QCOMPARE(ChannelSecrets::fromBytes(keyAlone.toBytes()), keyAlone);
}

void TestChannelSecrets::whenThePreviousOneEnds()
{
    ChannelSecrets secrets(Secret("new"));
    QVERIFY(!secrets.hasPrevious(0));
    secrets.previous = Secret("old");
    secrets.previousUntil = 100;
    QVERIFY(secrets.hasPrevious(99));
    QVERIFY(!secrets.hasPrevious(100));
}

WD_TEST(TestChannelSecrets)

#include "tst_channelsecrets.moc"
