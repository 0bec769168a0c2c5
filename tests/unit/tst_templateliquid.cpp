// Renders templates as LiquidJS 10.30.1 does: every expected output below was printed by it, in Asia/Shanghai.
#include "models/campaigns/template.h"

#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

namespace {

struct Case {
    const char16_t* source;
    const char16_t* output;
};

const Case cases[] = {
    {u"Hi {{ user.name }}!", u"Hi 张三!"},
    {u"{{user.姓名}}{{ user[\"full name\"] }}{{ user['name'] }}", u"李四Ann Lee张三"},
    {u"{{ params.amount }}{{ campaign.name }}", u"100双11"},
    {u"{{ \"a\" }}{{ 'b\"c' }}{{ 12 }}{{ -3 }}{{ 1.50 }}"
     u"{{ 1. }}{{ +4 }}",
        u"ab\"c12-31.514"},
    {u"{{ \"a\\\"b\" }}{{ 'a\\'b' }}{{ \"\\u4f1a\\u5458\" }}"
     u"{{ \"\\101\\t|\" }}{{ \"\\q\" }}",
        u"a\"ba'b会员A\t|q"},
    {u"{{ user.level }}{{ user.half }}{{ user.yes }}"
     u"{{ user.no }}{{ user.nobody }}|",
        u"72.5truefalse|"},
    {u"{{ nil }}{{ empty }}{{ blank }}{{ true }}{{ false }}"
     u"|",
        u"truefalse|"},
    {u"{{ user.name[0] }}{{ user.name.size }}"
     u"|{{ user.name.first }}|{{ user.name[9] }}|",
        u"张2|||"},
    {u"{{ user.nobody | default: \"会员\" }}", u"会员"},
    {u"{{ user.empty | default: \"x\" }}"
     u"{{ user.no | default: \"y\" }}{{ 0 | default: \"z\" }}",
        u"xy0"},
    {u"{{ user.no | default: \"y\", allow_false: true }}"
     u"{{ user.space | default: \"w\" }}|",
        u"false  |"},
    {u"{{ user.nobody | default: user.name }}"
     u"{{ empty | default: 1 }}",
        u"张三1"},
    {u"{{ nil | default: false }}"
     u"{{ nil | default: nil | default: 3 }}",
        u"false3"},
    {u"{% if user.gender == \"男\" %}"
     u"先生{% elsif user.gender == \"女\" %}女士{% endif %}",
        u"先生"},
    {u"{% if user.level == 1 %}1{% elsif user.level == 7 %}"
     u"7{% else %}?{% endif %}",
        u"7"},
    {u"{% if user.nobody %}a{% else %}b{% endif %}"
     u"{% if 0 %}c{% endif %}{% if \"\" %}d{% endif %}",
        u"bcd"},
    {u"{% unless user.yes %}a{% else %}b{% endunless %}", u"b"},
    {u"{% unless user.no %}a{% endunless %}"
     u"{% unless true %}x{% elsif 1 == 1 %}y{% endunless %}",
        u"ay"},
    {u"{% if true or false and false %}a{% endif %}"
     u"{% if false and false or true %}b{% else %}"
     u"c{% endif %}",
        u"ac"},
    {u"{% if true and false or true %}a{% endif %}"
     u"{% if false or true and false %}b{% else %}"
     u"c{% endif %}",
        u"ac"},
    {u"{{ true and false }}{{ 1 == 1 }}{{ nil or \"x\" }}"
     u"{{ 1 == 1 and 2 > 3 }}",
        u"falsetruetruefalse"},
    {u"{{ true == 1 == 2 }}{{ 3 > 2 > 1 }}", u"falsetrue"},
    {u"{{ 1 < 2 }}{{ 2 <= 2 }}{{ 3 >= 4 }}{{ 3 > 2.5 }}"
     u"{{ 1 != 1.0 }}",
        u"truetruefalsetruefalse"},
    {u"{{ \"10\" < 9 }}{{ \"10\" < \"9\" }}{{ \"a\" > 1 }}"
     u"{{ \"a\" < 1 }}{{ true > 0 }}",
        u"falsetruefalsefalsetrue"},
    {u"{{ \"1\" == 1 }}{{ nil == false }}"
     u"{{ user.nobody == nil }}{{ nil == user.no }}"
     u"{{ user.empty == nil }}",
        u"falsefalsetruefalsefalse"},
    {u"{{ nil < 1 }}{{ nil >= 0 }}{{ user.nobody <= 1 }}"
     u"{{ empty < \"a\" }}",
        u"falsefalsefalsefalse"},
    {u"{{ user.empty == empty }}{{ user.space == blank }}"
     u"{{ user.no == blank }}{{ user.nobody == blank }}"
     u"{{ 0 == blank }}",
        u"truetruetruetruefalse"},
    {u"{{ user.nobody == empty }}{{ empty == empty }}"
     u"{{ blank == \"\" }}{{ blank != \"x\" }}"
     u"{{ user.space == empty }}",
        u"falsefalsetruetruefalse"},
    {u"{{ \"abc\" contains \"b\" }}{{ \"abc\" contains \"\" }}"
     u"{{ 5 contains 5 }}{{ \"a1\" contains 1 }}"
     u"{{ nil contains \"a\" }}",
        u"truetruefalsetruefalse"},
    {u"{% assign l = \"a,b\" | split: \",\" %}"
     u"{{ l contains \"a\" }}{{ l contains \"ab\" }}"
     u"{{ l == l }}{{ l.size }}{{ l[0] }}{{ l[-1] }}"
     u"{{ l[5] }}|{{ l.first }}{{ l.last }}",
        u"truefalsetrue2ab|ab"},
    {u"{% assign e = \"\" | split: \",\" %}{{ e == empty }}"
     u"{{ e == blank }}{{ e | default: \"none\" }}"
     u"{{ e.first }}|{{ e | size }}",
        u"truetruenone|0"},
    {u"{% case user.level %}{% when 1 %}a{% when 7 %}"
     u"b{% else %}c{% endcase %}",
        u"b"},
    {u"{% case user.gender %}{% when \"女\", \"男\" %}"
     u"x{% endcase %}{% case 2 %}{% when 1 or 2 %}"
     u"y{% endcase %}",
        u"xy"},
    {u"{% case 1 %} drop {% when 1 %}a{% when 1, 1 %}"
     u"b{% else %}c{% endcase %}",
        u"ab"},
    {u"{% case user.nobody %}{% when nil %}n{% endcase %}"
     u"{% case \"\" %}{% when empty %}e{% endcase %}"
     u"{% case 9 %}{% else %}z{% endcase %}",
        u"nez"},
    {u"{% case \"a\" | upcase %}{% when \"A\" %}up{% endcase %}", u"up"},
    {u"{% assign x = 5 %}{% assign x = x | plus: 1 %}"
     u"{{ x }}",
        u"6"},
    {u"{% if false %}{% assign y = 1 %}{% endif %}[{{ y }}]", u"[]"},
    {u"{% assign b = 1 == 1 %}{{ b }}{% assign n = nil %}"
     u"{{ n == nil }}{% assign m = empty %}{{ m == \"\" }}",
        u"truetruetrue"},
    {u"{% capture c %}<{{ user.name }}>{% endcapture %}"
     u"{{ c }}{{ c }}",
        u"<张三><张三>"},
    {u"{% capture \"q\" %}1{% endcapture %}{{ q | plus: 1 }}", u"2"},
    {u"{% comment %}{{ user.name }}{% if %}{% endcomment %}"
     u"after",
        u"after"},
    {u"{% raw %}{{ user.name }}{% if %}{% endraw %}after", u"{{ user.name }}{% if %}after"},
    {u"a {%- raw %} x {% endraw -%} b", u"a x b"},
    {u"a  {{- 1 -}}  b", u"a1b"},
    {u"a \n {%- if true -%} \n b \n {%- endif -%} \n c", u"abc"},
    {u"a {{- \" b \" -}} c{{-5-}} d", u"a b c5d"},
    {u"a {%- comment -%} x {%- endcomment -%} b", u"ab"},
    {u"{%if true%}a{%endif%}{%-if true-%} b {%-endif-%}", u"ab"},
    {u"{% if\n true\n%}x{% endif %}{{\n1\n}}", u"x1"},
    {u"{ { }} %} {x} }}", u"{ { }} %} {x} }}"},
    {u"{{ \"}}\" }}{{ \"%}\" }}{{ '{{' }}", u"}}%}{{"},
    {u"{{ \"aé\" | upcase }}{{ \"AÉ\" | downcase }}"
     u"{{ \"hELLO wORLD\" | capitalize }}"
     u"{{ \"\" | capitalize }}|{{ 5 | upcase }}"
     u"{{ true | upcase }}",
        u"AÉaéHello world|5TRUE"},
    {u"[{{ \"  a b　\" | strip }}][{{ \"  a \" | lstrip }}"
     u"][{{ \"  a \" | rstrip }}]",
        u"[a b][a ][  a]"},
    {u"{{ \"xxaxx\" | strip: \"x\" }}"
     u"{{ \"xyaxy\" | lstrip: \"yx\" }}"
     u"{{ \"axy\" | rstrip: \"y\" }}",
        u"aaxyax"},
    {u"{{ \"abcdef\" | truncate: 5 }}"
     u"|{{ \"abcdef\" | truncate: 6 }}"
     u"|{{ \"abcdef\" | truncate: 2 }}"
     u"|{{ \"abcdef\" | truncate: 4, \"-\" }}"
     u"|{{ \"abcdef\" | truncate: 3, \"\" }}",
        u"ab...|abcdef|...|abc-|abc"},
    {u"{{ \"一二三四五\" | truncate: 4, \"…\" }}"
     u"{{ \"😀😀😀\" | truncate: 2, \"\" }}"
     u"{{ \"ab\" | truncate }}{{ 123456 | truncate: 5 }}",
        u"一二三…😀😀ab12..."},
    {u"{{ \"a.b.c\" | replace: \".\", \"-\" }}"
     u"{{ \"abc\" | replace: \"\", \"-\" }}"
     u"{{ \"a\" | replace: \"a\", \"$&\" }}"
     u"{{ \"aa\" | replace: \"a\" }}",
        u"a-b-ca-b-c$&"},
    {u"{{ \"a-b-c\" | remove: \"-\" }}{{ \"abc\" | remove: \"\" }}"
     u"{{ 1212 | remove: 2 }}",
        u"abcabc11"},
    {u"{{ \"a\" | append: \"b\" | prepend: \"c\" }}"
     u"{{ 1 | append: 2 }}{{ nil | append: \"x\" }}"
     u"{{ \"x\" | prepend: nil }}",
        u"cab12xx"},
    {u"{{ \"张三丰\" | size }}{{ 123 | size }}{{ nil | size }}"
     u"{{ user.emoji | size }}{{ empty | size }}",
        u"30030"},
    {u"{{ \"abcdef\" | slice: 1 }}"
     u"|{{ \"abcdef\" | slice: 1, 3 }}"
     u"|{{ \"abcdef\" | slice: -2, 2 }}"
     u"|{{ \"abc\" | slice: -9 }}|{{ \"abc\" | slice: 9 }}"
     u"|{{ \"abc\" | slice: 0, -1 }}",
        u"b|bcd|ef|||"},
    {u"{{ user.emoji | slice: 0 }}"
     u"{{ user.emoji | slice: 1 }}"
     u"{{ user.emoji | slice: -1 }}"
     u"{{ 12345 | slice: 1, 2 }}{{ nil | slice: 0 }}|",
        u"😀好好23|"},
    {u"{{ user.tags | split: \",\" | slice: 1, 2 | join: \"+\" }}"
     u"{{ \"abc\" | slice: \"1\" }}",
        u"b+cb"},
    {u"{{ \"张三\" | first }}{{ \"张三\" | last }}{{ \"\" | first }}"
     u"{{ 12 | first }}{{ nil | last }}|",
        u"张三|"},
    {u"{{ user.tags | split: \",\" }}"
     u"{{ user.tags | split: \",\" | first }}"
     u"{{ user.tags | split: \",\" | last }}"
     u"{{ user.tags | split: \",\" | size }}",
        u"abcac3"},
    {u"{{ \"a,,b,,\" | split: \",\" | join: \"-\" }}"
     u"{{ \"abc\" | split: \"\" | join: \"-\" }}"
     u"{{ nil | split: \",\" | size }}"
     u"{{ 1.5 | split: \".\" | join }}",
        u"a--ba-b-c01 5"},
    {u"{{ \"abc\" | join: \"-\" }}"
     u"{{ \"a b\" | split: \" \" | join }}{{ nil | join }}|",
        u"abca b|"},
    {u"{{ 1 | plus: 2 }}{{ \"3\" | plus: \"4\" }}"
     u"{{ \"a\" | plus: 1 }}{{ nil | plus: 1 }}"
     u"{{ true | plus: 1 }}|{{ 0.1 | plus: 0.2 }}",
        u"37112|0.30000000000000004"},
    {u"{{ 5 | minus: 7 }}|{{ 3 | times: 1.5 }}"
     u"|{{ \"1e2\" | times: 2 }}|{{ \" 12 \" | times: 1 }}"
     u"|{{ \"0x1F\" | plus: 0 }}|{{ \"1,2\" | plus: 1 }}"
     u"|{{ \"\" | plus: 1 }}",
        u"-2|4.5|200|12|31|1|1"},
    {u"{{ 7 | divided_by: 2 }}|{{ 6 | divided_by: 2 }}"
     u"|{{ 1 | divided_by: 3 }}|{{ 1 | divided_by: 0 }}"
     u"|{{ -1 | divided_by: 0 }}|{{ 0 | divided_by: 0 }}"
     u"|{{ 7 | divided_by: 2, true }}",
        u"3.5|3|0.3333333333333333|Infinity|-Infinity|NaN|3"},
    {u"{{ 7 | modulo: 3 }}|{{ -7 | modulo: 3 }}"
     u"|{{ 7 | modulo: -3 }}|{{ 5.5 | modulo: 2 }}"
     u"|{{ 5 | modulo: 0 }}",
        u"1|2|-2|1.5|NaN"},
    {u"{{ 2.5 | round }}|{{ -2.5 | round }}"
     u"|{{ 1.005 | round: 2 }}|{{ 1234 | round: -2 }}"
     u"|{{ -0.4 | round }}|{{ \"x\" | round }}",
        u"3|-3|1.01|1200|0|0"},
    {u"{{ 2.345 | round: 2 }}|{{ 2.1 | ceil }}"
     u"|{{ -2.1 | ceil }}|{{ 2.9 | floor }}"
     u"|{{ -2.1 | floor }}|{{ \"-3.5\" | abs }}",
        u"2.35|3|-2|2|-3|3.5"},
    {u"{{ 1000000 | times: 1000000 | times: 1000000000 }}"
     u"|{{ 10000000000 | times: 100000000000 }}"
     u"|{{ 1 | divided_by: 10000000 }}"
     u"|{{ 1 | divided_by: 1000000 }}",
        u"1e+21|1e+21|1e-7|0.000001"},
    {u"{{ 123456789012345678 }}|{{ 0.000001 }}"
     u"|{{ 0.0000001 }}|{{ 100.0 }}|{{ -0.0 }}"
     u"|{{ 1.23456789012345678 }}",
        u"123456789012345680|0.000001|1e-7|100|0|1.2345678901234567"},
    {u"{{ now | date: \"%Y-%m-%d %H:%M:%S\" }}"
     u"|{{ \"now\" | date: \"%Y\" | size }}"
     u"|{{ nil | date: \"%Y\" }}|{{ \"x\" | date: \"%Y\" }}",
        u"2026-11-27 09:02:03|4||x"},
    {u"{{ now | date: \"%a|%A|%b|%B|%C|%d|%e|%h|%H|%I|%j|%k|%l|%L|%m|%M\" }}",
        u"Fri|Friday|Nov|November|20|27|27|Nov|09|09|331| 9| 9|045|11|02"},
    {u"{{ now | date: \"%N|%p|%P|%q|%s|%S|%u|%U|%w|%W|%y|%Y|%z|%Z|%%\" }}",
        u"045000000|AM|am|th|1795741323|03|5|47|5|47|26|2026|+0800|Asia/Shanghai|%"},
    {u"{{ now | date: \"%c|%x|%X\" }}", u"11/27/2026, 9:02:03 AM|11/27/2026|9:02:03 AM"},
    {u"{{ now | date: \"%-d|%_m|%^a|%#p|%3N|%5Y|%06d|%:z|%-I|%F|%E|%Ey|%\" }}",
        u"27|11|FRI|am|045|02026|000027|+08:00|9|%F|%E|26|%"},
    {u"{{ now | date: \"%t|%n|%-|%5|%\" }}", u"\t|\n|%-|%5|%"},
    {u"{{ now | date }}", u"Friday, November 27, 2026 at 9:02 am +0800"},
    {u"{{ 0 | date: \"%Y-%m-%d %H:%M\" }}"
     u"|{{ \"1795741323\" | date: \"%F %T %H:%M\" }}"
     u"|{{ 1.5 | date: \"%s %L\" }}",
        u"1970-01-01 08:00|%F %T 09:02|1 500"},
    {u"{{ \"2026-03-01T10:00:00Z\" | date: \"%d %H:%M\" }}"
     u"|{{ \"2026-03-01T10:00:00+01:00\" | date: \"%d %H:%M\" }}",
        u"01 18:00|01 17:00"},
    {u"{{ \"a b&c/中~!*'()\" | url_encode }}"
     u"|{{ \"a+b%20%E4%B8%AD\" | url_decode }}",
        u"a+b%26c%2F%E4%B8%AD~!*'()|a b 中"},
    {u"{{ user.html | escape }}|{{ nil | escape }}"
     u"|{{ 5 | escape }}",
        u"&lt;b&gt;&#34;A&#34; &amp; &#39;B&#39;&lt;/b&gt;||5"},
    {u"{{ user.name | json }}{{ 'a\"\\\\b' | json }}"
     u"{{ \"\\n\\t\\u0001/\" | json }}{{ user.level | json }}"
     u"{{ user.half | json }}{{ user.yes | json }}",
        u"\"张三\"\"a\\\"\\\\b\"\"\\n\\t\\u0001/\"72.5true"},
    {u"{{ user.tags | split: \",\" | json }}{{ \"\" | json }}"
     u"{{ 1 | divided_by: 0 | json }}",
        u"[\"a\",\"b\",\"c\"]\"\"null"},
    {u"{{ \"中文\" | sha256 }}", u"72726d8818f693066ceb69afa364218b692e62ea92b385782363780f47529c21"},
    {u"{{ \"a\" | upcase | append: \"b\" | append: user.level | size }}", u"3"},
    {u"{{ user.level | times: 2 | plus: 1 | append: \"分\" }}", u"15分"},
    {u"{{ 1 == 1 | append: \"!\" }}"
     u"{{ nil or false | default: \"d\" }}",
        u"true!d"},
    {u"亲爱的{{ user.name | default: \"会员\" }}"
     u"{% if user.gender == \"男\" %}"
     u"先生{% elsif user.gender == \"女\" %}女士{% endif %}，生日快乐！",
        u"亲爱的张三先生，生日快乐！"},
    {u"{% if user.level > 5 and user.gender == \"男\" %}"
     u"a{% endif %}"
     u"{% if user.name contains \"张\" or user.level < 0 %}"
     u"b{% endif %}",
        u"ab"},
    {u"{% if user.nobody | default: true %}x{% endif %}", u"x"},
    {u"{% if true %}{% if false %}a{% else %}{% case 1 %}"
     u"{% when 1 %}{% unless false %}deep{% endunless %}"
     u"{% endcase %}{% endif %}{% endif %}",
        u"deep"},
    {u"{{ \"2026-01-05\" < \"2026-02-01\" }}"
     u"{{ user.joined > \"2025\" }}{{ \"B\" < \"a\" }}",
        u"truetruetrue"},
    {u"{{ user.level | append: \"\" | plus: 0.5 }}"
     u"{{ \"ß\" | upcase }}"
     u"{{ \"ABC\" | downcase | capitalize }}",
        u"7.5SSAbc"},
};

TemplateData sampleData()
{
    TemplateData data;
    data.user = {
        {QStringLiteral("name"), QStringLiteral("张三")},
        {QStringLiteral("姓名"), QStringLiteral("李四")},
        {QStringLiteral("full name"), QStringLiteral("Ann Lee")},
        {QStringLiteral("gender"), QStringLiteral("男")},
        {QStringLiteral("level"), qint64(7)},
        {QStringLiteral("half"), 2.5},
        {QStringLiteral("neg"), qint64(-7)},
        {QStringLiteral("yes"), true},
        {QStringLiteral("no"), false},
        {QStringLiteral("empty"), QStringLiteral("")},
        {QStringLiteral("space"), QStringLiteral("  ")},
        {QStringLiteral("tags"), QStringLiteral("a,b,c")},
        {QStringLiteral("joined"), QStringLiteral("2026-01-05")},
        {QStringLiteral("emoji"), QStringLiteral("😀好")},
        {QStringLiteral("html"), QStringLiteral("<b>\"A\" & 'B'</b>")},
    };
    data.parameters = {{QStringLiteral("amount"), QStringLiteral("100")}};
    data.campaign = {{QStringLiteral("name"), QStringLiteral("双11")}};
    data.now = QDateTime(QDate(2026, 11, 27), QTime(1, 2, 3, 45), Qt::UTC).toMSecsSinceEpoch();
    data.zone = QTimeZone("Asia/Shanghai");
    return data;
}

} // namespace

class TestTemplateLiquid : public QObject {
    Q_OBJECT
private slots:
    void renders_data();
    void renders();
};

void TestTemplateLiquid::renders_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("output");
    for (const Case& each : cases) {
        const QString source = QString::fromUtf16(each.source);
        QTest::newRow(qPrintable(source)) << source << QString::fromUtf16(each.output);
    }
}

void TestTemplateLiquid::renders()
{
    QFETCH(QString, source);
    QFETCH(QString, output);
    const Result<Template> parsed = Template::parse(source);
    QVERIFY2(bool(parsed), qPrintable(parsed ? QString() : parsed.error().where + parsed.error().arguments.join(u'|')));
    const Result<RenderedText> rendered = parsed->render(sampleData());
    QVERIFY(bool(rendered));
    QCOMPARE(rendered->text, output);
    QVERIFY(!rendered->skip);
}

WD_TEST(TestTemplateLiquid)
#include "tst_templateliquid.moc"
