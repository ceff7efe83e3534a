// How the 2048 characters of the Chinese word list are pronounced, in their order: Hanyu Pinyin without tones,
// `v` for `ü`, several readings with a stroke between them. With it a character is found on the page's own keypad,
// and no input method learns the receipt.

const READINGS = `
de/di yi shi zai bu/fou le/liao you he/huo/hu ren zhe/zhei zhong da/dai wei shang ge guo wo yi yao ta shi
lai yong men sheng dao zuo di/de yu chu jiu fen dui cheng hui/kuai ke zhu fa nian dong tong gong ye neng/nai
xia guo zi shuo/shui/yue chan zhong/chong mian er fang hou duo ding xing/hang/heng xue fa suo min de/dei
jing shi san zhi jin zhe/zhuo/zhao deng bu du/duo jia/jie dian li li ru shui hua gao zi er li qi xiao wu
xian shi jia liang dou/du liang ti zhi ji dang shi dian cong ye ben qu ba xing hao ying kai ta he/ge
hai/huan yin you qi/ji xie/suo ran qian wai tian zheng si ri na/nei she yi shi ping xing xiang quan biao
jian yang yu guan ge zhong/chong xin xian nei/na shu/shuo zheng xin fan ni ming kan yuan you me/mo/ma/yao li
bi huo dan zhi qi di xiang dao ming ci bian tiao zhi mei/mo jie jie/xie wen yi jian yue gong wu/mo xi/ji jun
hen qing zhe zui li dai xiang yi tong bing ti/di zhi ti dang cheng zhan wu guo liao xiang yuan/yun ge/ji wei
ru chang wen zong ci pin shi huo she ji guan te jian chang/zhang qiu lao tou ji zi bian liu lu ji shao tu
shan tong jie zhi jiao jiang/qiang zu jian/xian ji bie ta/jie shou jiao/jue qi/ji gen lun yun nong zhi ji
jiu qu/ou qiang/jiang fang jue xi bei/pi gan zuo bi zhan xian hui ze ren qu ju chu dui nan/na gei/ji se/shai
guang men ji bao zhi bei zao bai gui re ling qi hai kou dong dao qi ya zhi shi jin zeng zheng ji jie you
si/sai shu/zhu ji jiao shou lian shen/shi ren liu/lu gong quan shou zheng gai qing mei zai cai zhuan/zhuai
geng dan/shan/chan feng qie da bai jiao su hua dai an chang shen che/ju li zhen wu ju wan/mo mei mu zhi da
zou ji shi yi sheng bao dou wan lei ba li hua ming que cai ke zhang xin/shen ma jie hua mi zheng kong yuan
kuang jin ji wen chuan/zhuan tu xu/hu bu qun guang/an shi/dan ji xu duan yan jie la lin lv jiao qie/ju jiu
guan yue zhi zhuang ying suan di chi yin zhong shu bu fu rong er xu ji shang fei yan lian duan shen nan/nuo
jin kuang qian zhou wei su ji bei ban ban qing sheng/xing lie xi xiang yue/yao zhi ban/bo/pan shi gan lao
bian/pian tuan wang suan li shi ke he chu xiao gou fu cheng/chen tai zhun jing zhi hao lv/shuai zu wei hua
xuan biao xie cun hou mao qin/qing kuai xiao si yuan cha/zha jiang xing yan wang an ge yang yi zhi pai ceng
pian shi que zhuan zhuang yu/yo chang/an/han jing shi/zhi shi/kuo shu/zhu yuan bao huo zhu tiao/diao/zhou
man xian/xuan ju zhao can/shen/cen/san hong/gong xi yin ting gai tie jia/jie yan shou di/de ye guan de sui
bing su shi er si jiang pei nv/ru huang tui xian tan zui shen yi ne/ni xi han qi wang mi pi ying xiang fang
ju qiu ying yang shi gao li tai luo/la/lao mu bang lun po ya shi wei zhu yuan zi cai pai gong he tai feng
ling shi jian shu rong zen zhi an yan shi jun wu gu ye/xie yu bo shi jin fei jin ai zuo zhang zao chao/zhao
hai xu qing fu shi shi/si/yi chong bing yuan pan hu si zu mou lian cha/chai/ci zhi ban tian jiang/xiang hei
fan fu ji fan ji xing si/shi yu jian qu shu xiu gu cheng fu gou song bi chuan zhan you cai chi fu chun zhi
jue/jiao han hua gong ba gen sui za fei jian xi zhu/chu sheng yang hu chu chuang kang kao tou huai/pei/pi ce
gu jing huan wei pao liu gang ceng/zeng duan ze/zhai zhan jian shu qian fu jin di she/ye/yi cao chong cheng
du ling xian a/e xuan huan shuang qing chao wei rang kong zhou liang zhou zhao fou/pi ji yi yi you ding chu
zai dao fang tu zuo fen di lve ke yuan leng sheng jue xi kuai ji ce si xie su nian chen reng luo yan you
yang cuo ku ye xing yi pin/bin zhu kao hun mu duan pi zhong ju qi cun yun na/nai/ne/nei ji ju wei ting lie
yang cha shao xun jing ruo/re yin zhou ke kuo/gua ji kong gao shen shi dai he/hu xiao/jiao san qin ba jia
you jiu cai wei jiu mo/mu hu huo sun yu zu hao pu wen yi ma zhi xi kuo yin yu hui jiu shou na xu zhi yi que
yu ma zhen liu a ji chang wu xun yuan shen fu huo cha xian liang jin hai tuo liu fei shan long yan fu jian
xue/xie huan xie zhang ge sha gang gong wei dun tao wan li luan ran mao hu sha yao ning lu gui zhong mei
du/dou ban bo/bai xiang jie po/pai ju/gou feng pei wo lan dan xian dan chen jia chuan zhi da le/yue/yao/lao
shui/shei shun yan suo/su zheng lian xi song jiao/jue kun yi mian bei xing fu mai ran jing gai man pa ci bei
zu huang cu jing bu ping fan rou jian ni yi kuan yang mian xi shang cao chui qiu yi qing tao du zhen jia
liang mo xian qing bian niu chu ying lei xiao shi zuo ju zhua lie bao hu niang jing/ying wei lv/lu jing hou
meng heng ji sun/xun yan wei jiao wu xiang lin lu/liu gu diao ya deng sui cuo shu nai ju yu zhao tiao/tao ge
ji ke kai hu e kuan shao juan qi/ji/zi/zhai wei zheng zhi/shi yong zong miao chuan lu yan ruo ling yang zou
yan lu/lou gan tan hua zhen fan nong hang huai gan ku duo yi ling shui tu mie sai gui zhao/shao gu bo pan
cai xian kang wei lu jun chun jie tang gai/ge/he heng fu si nu tang yu qiang run fu ha jing shu/shou chong
ze/shi nao rang tan ou bian ce/ze/zhai zhai gan che lv xie bao/bo ting na tan/dan si shen zhe/she mai shi an
he wa sai/se chuang zhu e/wu hu fang ta qi/ji tou liang dao xuan ji ka/qia lv yu fen/bin du/dai ni tui
xi/xian bai hui cai mai hao xia ze/zhai mang tong xian ying yu fan/po quan/juan xue han yi chou pian zhen
yin ding/zheng chi/che zhui/dui dui xiong ying fan ba lou bi mou dun ye zhu qi lei pian dian guan suo qin
zhi chao ye dou hu tuo jing su yi/wei yu zhu/shu ti xian/qian cu qing shang tong chu xie fen gou mo jun chi
pang/bang sui gu jian bu di/ti/tui bao/pu ge guan shu shi ci wang/wu bi dun/du bao wu chen wen jie/qi
pao/bao can dong qiao fu jing zong/zeng zhao wu fu fu zao xu nin yao gu/yu zan xiang ge ding nan chui yuan
fen tang bai song bo ju geng tan rong bi wan jian fan zhu guo jiu en bao/bo ning jian chi jie lian ma fang
jin fei sheng/cheng ban huan jing/cheng jing chang hun she tong zui cha an lang zhuang jie cang/zang gu mao
fu nu la guan cheng/sheng huo hui yun sha zha/za bian er biao chen yi li di mai/mo xiu sa e wang wu dian pen
zong cun han gua hong he shan jian bao xi jin dao qiang ruan yong xiang gun li meng fang ken po zhu dang tui
yi lv wei/yi ya/zha/ga bing gong deng li xiao/xue zuan le/lei tao zhang an guo feng bi gang/jiang fu gui mu
bi ca mo/mu ci lang mi/bi yuan zhu jian shou gu dao gan pao shui tong zhu tang/shang fa xiu/xu hui she mu
rao zha zhe lin ji peng dan jian qi xian chai cheng tu yan lei shao wang beng lan tuo dong/tong shou jing
xin zhuang feng pin xu wan mo/ma tai you ting zun chuang gang nong/long li yi/ni shi/zhi gong jie zhen rui
guai you qin xun miao mo wei jia/ga/xia yao yuan zhu qiong sen zhi/qi zhu gou cui sheng yi bang sheng xing
jiang lan yong ya zhu li lv na wen ba/pi pai zan/za han xiu ai qin fa jiao qian wu mo yu feng xing kan bao
fang jiang lv gui li kua mo wa lian sao he/ye dai tan wu mu zhu hu li mei nai jie zai zhou jian ben song bao
hui dong han zhi pu/bu ji jie yue du tiao dan jian bei peng ba die dai ma meng ya rong chi yu ku jing ke ben
qian/yan zhong hu xi mei fa zhen shen zhuo zun yun long luo cang wei rui xiao dan jian yin ai he bo zhong su
gang qian qiang/cheng bo qiao ke/qiao xiong du xun cheng bi xiang ke ye xun ju bei guan ling lun piao xun
gui pu sheng kong qia zheng qu/cu tai huang teng tie rou di meng kuo liang qi tian/zhen che chu qian nao rao
zi sha di xi/hu diao tao/yao fa wei liao ping po fu bi/bei mo ren xia/ha la/zha lin xiong gong ji ou qi cao
jin/jing ru deng ji ren lan zhuan zu wu jian ban gua qian/jian bing zan zao xiang liu mi nuan pai yang dan
xiang/yang huang ta ci pu dai bin hu luo hui fen jing xi nu nian/zhan nai xu jian ji min tu xi jie zhen xuan
jue xiang jiu xing kuang suo dian hen sheng ba pa shang ni wan ling zhu miao zhe mao yi bi xi ya qu/cu feng
chen chu/xu bei zhi luan shu ti yan tan qi qu shai xia mao/mo sha shou yi jin quan mao chi gui jiang/qiang
dai lou gao guan nen xie xin lao pan shi ao/yu ming ling yang/xiang ping chuan tang hui jiao rong pen xi
miao chou dong fu she/nie xi jin ju liao han jia niao qi shen/chen mei shu tian bang sui xiao han bi niu
qiao liang ting wan zai chao bei huan liu quan hao liao bo/bei hong dan li bai gou mai/man gun yan yin ban
ma ci gou kou gu jiang rong wu zhang duo mu ni yu ji shan diao chang xu chong jian chang ting yao shi shu
shua chi fan/pan fu feng fo/fu/bi/bo jiao man man shan gai tao fu zai/zi fan su kui qiang xie leng/ling fu
kuang qiao shu zhuang pian kan wang fei gu tu meng qu/ju qu ji miao xi yang/ang hen zhang xie pao mei sang
gang ma shuai/cui dao shen zang lai yong/chong tian cao yue ji li li ting wei yi zuo wei zheng zhu tan ding
da jing long ku tou gong zhui heng jie keng bi yi lun/guan xu yu dai guan luo/lao peng yi peng shu si zhou
mu ye ku ce shi tu shen pi xi yan hong xin jin shou yu ding jin sang xun duan long sou pu yao ting zhi mai
shu cui mei xian you fen wan yu zhang xie zhang pei pi/bi cheng hang yao du zhuo piao piao kun qi wu/yu lang
wan zhi he/a shi xiao ya you qian yan sa yin fu yan fan zhai zhang ban ling zhi chun dong bing chu zi
ban/pan fu fu tuo rou xian chai/ca wai pu an diu hao hui ang dian dang lan tan wei jiao/zhuo wang huang
feng/ping nuo jiang yi xiong lie wu yao hun tang ying qi qiao xi cong lu mo/ma men zi gua jia lan wu zhai er
zhi po huan bing hui can jia chou/qiu la/xi wo di jian qiao bao/bu/pu po cong zhao huo lao tai cang bin
lia/liang tong xiang kan xia shao tao feng huai sui xiong fen hong su/xiu dang ge bo sao yu xi jian juan
chang cheng shai bian dian lian tan jiao jiang ping/bing yi ai cai du mo zhou chang die ge lai qiao xia gou
hen ba xiang/hang e huo qiu xuan liu yue luo peng/bang chang qing fang ting tun wei yuan ai xie
`.trim().split(/\s+/);

/** The pronunciations of the character at a place of the list. */
export function readingsAt(place: number): readonly string[] {
  return (READINGS[place] ?? '').split('/');
}
